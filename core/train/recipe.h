// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/data_rows.h"
#include "core/peft/peft_methods.h"
#include "core/siamese/gate_config.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace interweave {

struct TrainSettings {
    int64_t epochs = 3;
    int64_t maxSteps = 0; // optimizer steps; when set, it decides and `epochs` does not
    int64_t batchSize = 16; // rows of one micro-batch
    /// Tokens of one micro-batch, prompts and answers; when set, it decides and `batchSize` does
    /// not. Rows are laid one after another without padding and see only themselves, so that this
    /// is what others call packing. A step then has as many rows as fit.
    int64_t batchTokens = 0;
    bool groupByLength = false; // rows of a micro-batch are of like length
    int64_t gradientAccumulation = 1; // micro-batches of one step
    std::string optimizer = "adamw"; // adamw, adamw8bit, adafactor, sgd
    double learningRate = 3e-4;
    double weightDecay = 0.01;
    double adamBeta1 = 0.9;
    double adamBeta2 = 0.999;
    double adamEpsilon = 1e-8;
    double adafactorDecay = 0.8; // c: β2 of update t is 1 − t^−c
    double adafactorClip = 1.0; // largest root mean square of an update
    bool adafactorScale = false; // learning rates relative to each tensor's root mean square
    double momentum = 0.9; // of sgd
    std::string schedule = "cosine"; // cosine, linear, constant, wsd
    double decayRatio = 0.1; // of all steps: where wsd falls
    std::string decayShape = "cosine"; // of wsd: cosine, linear, sqrt
    double minRateRatio = 0.0; // of the learning rate: where cosine, linear and wsd end
    double warmupRatio = 0.1; // of all steps
    int64_t warmupSteps = 0; // when set, it decides and `warmupRatio` does not
    double maxGradientNorm = 0.0; // 0: no clipping
    double klToBase = 0.0; // weight of KL(base ‖ trained) on answer tokens (answer_loss.h)
    double l2ToBase = 0.0; // weight of the tuned memories' mean square distance from the base's
    std::string weighting = "none"; // of answer tokens: none, flow, talr, stm (answer_weights.h)
    double stmThreshold = 2.5; // of stm: perplexity above which a token is left out
    double replayRatio = 0.0; // rows that the base wrote itself, per row of data
    int64_t replayTokens = 128; // of such a row at most
    int64_t maxBadSteps = 3; // non-finite steps after which the run stops
    uint64_t seed = 2024;
    int64_t maxInputTokens = 512;
    int64_t maxOutputTokens = 512; // the closing eos included
    int64_t checkpointEvery = 100; // steps; 0: only at the end
    int64_t keepCheckpoints = 2;
    std::string dtype = "auto";
    std::string device = "auto";
    int64_t threads = 0; // 0: as many as the machine has
    bool gradientCheckpointing = false; // layers computed again in the backward pass: less memory
    bool memoryCache = true; // keep base memories instead of computing them in every epoch
    double memoryCacheGib = 10.0; // of the workspace's disk for all runs' memories; 0: none
};

/// What is measured while a run trains; it changes nothing of what a step learns, but may end the
/// run.
struct WatchSettings {
    std::filesystem::path suite; // empty: nothing is watched
    int64_t every = 0; // steps; 0: only the base at the start and the run at its end
    int64_t limit = 0; // rows of each task; 0: as the suite says
    std::string branch; // "tuned" or "interwoven"; empty: interwoven with a gate, else tuned
    /// The figure that tells better from worse: "loss" (of the validation rows), or a task of the
    /// suite, "task" or "task/metric"; empty: none.
    std::string score;
    int64_t stopAfter = 0; // evaluations without a gain, after which the run ends; 0: never
    bool keepBest = false; // the best checkpoint is kept beside the newest
    bool endWithBest = false; // and becomes the run's adapter
};

/// Rows to measure on and not to train on: a file of their own, or a share of the training rows.
struct ValidationSettings {
    std::filesystem::path path; // JSON lines with the training file's fields
    int64_t limit = 0; // the first rows only; 0: all
    double split = 0.0; // of the training rows, drawn by the seed

    bool isSet() const { return !path.empty() || split > 0.0; }
};

/// How much of the base a run may forget. Measured when the suite is, against the base before the
/// first step.
struct BudgetSettings {
    std::filesystem::path text; // JSON lines with text, whose cross-entropy may not rise
    std::string task; // or of the suite: "task" or "task/metric", which may not get worse
    double allowed = 0.05; // largest rise of a loss, in nats, or fall of a score
    std::string action = "warn"; // warn, stop, or roll_back to the last checkpoint within it

    bool isSet() const { return !text.empty() || !task.empty(); }
};

/// The name under which a budget's text is measured beside the suite's tasks.
inline constexpr const char* kBudgetTask = "forgetting-budget";

/// Prompts that a finished run answers with every branch it has; the store keeps the answers.
struct SampleSettings {
    std::vector<std::string> prompts;
    int64_t maxNew = 48; // new tokens of an answer
    bool stopAtNewline = false;
};

/// General text on which the gate or, without one, the adapter is held to the base model
/// (anchor.h).
struct AnchorRecipe {
    std::filesystem::path path; // a text file, or .jsonl with "text"; empty: none
    bool self = false; // text that the base model writes itself, instead of a file
    int64_t limit = 0; // passages in all; 0: the whole file, 256 of the model's own
    int64_t passageTokens = 120;
    int64_t passagesPerStep = 4;
    int64_t every = 1; // steps
    double weight = 1.0; // of the divergence in the loss

    bool isOn() const { return self || !path.empty(); }
};

/// Everything that decides a training run. One YAML file holds it; the keys are listed once, in
/// recipe_keys.h.
struct Recipe {
    std::string name; // for people; may be empty
    std::filesystem::path model; // a model folder or a .gguf file
    DataSource data;
    ValidationSettings validation;
    PeftConfig peft;
    std::filesystem::path adapter; // a PEFT folder to start from, whose own config decides what it
                                   // is; empty: a fresh adapter
    bool trainAdapter = true; // false: the adapter stays as it is and only the gate is trained
    bool fromScratch = false; // full only: random weights; of the model only config and tokenizer
    bool siamese = true;
    GateConfig gate;
    double gateLearningRate = 1e-3;
    AnchorRecipe anchor;
    TrainSettings train;
    WatchSettings watch;
    BudgetSettings budget;
    SampleSettings samples;
};

/// Reads a recipe; `overrides` are "dotted.key=value", applied on top. Relative paths in the file
/// mean the file's folder, those in overrides the current one; they become absolute. Throws
/// Error{InvalidArgument} with file:line and the nearest key for unknown keys, wrong types,
/// duplicate keys, impossible values and combinations; Error{NotFound, Io}.
Recipe loadRecipe(const std::filesystem::path& path, std::span<const std::string> overrides = {});

/// The same for a recipe that is not in a file. `where` names it in errors, `folder` is what
/// relative paths mean.
Recipe parseRecipe(const std::string& yaml, const std::string& where,
    const std::filesystem::path& folder, std::span<const std::string> overrides = {});

/// A recipe file as it stands, its values perhaps impossible: loadRecipe without overrides and
/// validate.
Recipe readRecipe(const std::filesystem::path& path);

/// Puts one "dotted.key=value" on top, without validate. Throws Error{InvalidArgument} for an
/// unknown key or a wrong type; the recipe is then as it was.
void applyOverride(Recipe& recipe, const std::string& text);

/// Every key with its value, in a fixed order: parseRecipe(toYaml(r)) is r, and equal recipes give
/// equal bytes.
std::string toYaml(const Recipe& recipe);

/// Refuses impossible values and combinations. Throws Error{InvalidArgument} whose `where` is the
/// key.
void validate(const Recipe& recipe);

} // namespace interweave
