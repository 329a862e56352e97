// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/blend.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace interweave {

/// A figure and its 95 % confidence interval.
struct Estimate {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// A figure over a whole set of predictions or texts.
struct MetricResult {
    std::string metric; // its name, as in core/eval/metric.h
    Estimate estimate;
    std::string interval; // how the interval was made: "wilson" or "bootstrap"
    std::vector<double>
        rows; // per row; empty where only a whole set has the figure (F1_yes, MCC_yes, mcc)
};

/// What a set of predictions is worth.
struct ScoreReport {
    int64_t rows = 0;
    std::vector<MetricResult> metrics;
    std::vector<MetricResult> alwaysYes; // of answering "yes" everywhere; yes/no tasks only
};

/// Which metrics stored predictions get: those that mean something on their answers, or every one.
enum class ScoreScope { Meaningful, Every };

/// One task of a suite.
struct EvaluationTask {
    /// Answers: {"input", "output"} JSON lines, answered and scored.
    /// Text: {"text"} JSON lines, predicted token by token; or, with afterPrompt, {"input",
    /// "output"} JSON lines, whose first answers are predicted token by token after their inputs.
    /// Choice: {"input", "choices", "answer"} JSON lines, or {"input", "output"} with the task's
    /// choices; the likeliest choice after the input counts.
    enum class Kind { Answers, Text, Choice };

    std::string name;
    std::string suite; // the suite's name: its file's stem
    std::filesystem::path file;
    Kind kind = Kind::Answers;
    bool afterPrompt = false;
    std::string rowTemplate; // Answers, afterPrompt: of a public data set's columns
                             // (core/data/row_template.h); empty: the rows have input and output
    std::vector<std::string> metrics; // empty: mainMetrics, textMetricNames, choiceMetricNames
                                      // (core/eval/metric.h)
    int64_t limit = 0; // the first rows only; 0: all
    int64_t maxNew = 0; // new tokens of an answer; 0: chosen by the expected answers
    int64_t maxTokens = 0; // Text: what is read of each text; 0: 768, as HF PEFT measures it, with
                           // afterPrompt all
    bool stopAtNewline = false;
    std::vector<std::string> choices; // Choice only: the same for every row; empty: the row's own
};

/// Choices that hold for every task.
struct EvaluationOptions {
    int64_t batchTokens = 4096; // padded tokens of a batch: prompts, new tokens, each memory's
    int64_t querySpan = 16; // Text, interwoven: leading tokens that count as the query
    uint64_t seed = 2024; // of the bootstrap
};

/// One answer, kept with what it answers.
struct Prediction {
    int64_t line = 0; // of the file, from 1
    std::string input;
    std::vector<std::string> accepted;
    std::string text;
    int64_t promptTokens = 0;
    int64_t newTokens = 0;
    bool cut = false; // ended by maxNew, not by the model
};

/// How well one text was predicted.
struct TextPrediction {
    int64_t tokens = 0; // predicted: all but the first, or but the prompt's
    double crossEntropy = 0.0; // nats per predicted token
    /// Against the base at the same positions; absent for the base itself and where it was not
    /// measured.
    std::optional<double> klFromBase{}; // mean KL(base‖branch), nats per predicted token
    std::optional<double>
        agreement{}; // share of positions where both hold the same token likeliest
};

/// One choice of a row.
struct ChoiceScore {
    std::string text;
    double logLikelihood = 0.0; // Σ log p of its tokens after the input, nats
    int64_t tokens = 0;
};

/// The choices of one row, and which of them is right and which are taken.
struct ChoicePrediction {
    int64_t line = 0; // of the file, from 1
    std::string input;
    std::vector<ChoiceScore> choices;
    int64_t answer = 0; // index of the right one
    int64_t likeliest = 0; // by log-likelihood
    int64_t likeliestPerByte = 0; // by log-likelihood ÷ bytes of its text
    int64_t promptTokens = 0;
};

/// What one branch made of one row of a task.
using RowResult = std::variant<Prediction, TextPrediction, ChoicePrediction>;

/// One task done by one branch.
struct TaskResult {
    std::string task;
    std::string suite; // it was done as a part of; empty: not known
    std::string file;
    std::string branch; // "base", "tuned", "interwoven"
    Blend blend; // None: the branch as it is
    ScoreReport score;
    std::vector<Prediction> predictions; // Answers only, in the file's order
    std::vector<TextPrediction> texts; // Text only, in the file's order
    std::vector<ChoicePrediction> choices; // Choice only, in the file's order
    int64_t maxNew = 0; // what was in force; Answers only
    int64_t tokens = 0; // made (Answers) or predicted (Text, Choice)
    int64_t rowsFromLog = 0; // done before, by an earlier call or under another name
    double seconds = 0.0; // of this call, which the branches done together share
    double rowsPerSecond = 0.0; // done in this call
};

/// What a branch kept of one figure of the base, on the same rows.
struct Retention {
    std::string task;
    std::string metric; // the base's name of it; of a text its cross-entropy
    Estimate score;
    Estimate base;
    Estimate change; // score − base, paired bootstrap: a share of 1, or nats of cross-entropy
    std::optional<Estimate> kept; // score ÷ base, the same draws; only for figures that lie in
                                  // [0, 1] and where the base's is above 0
};

struct EvaluationProgress {
    std::string task;
    int64_t done = 0; // rows
    int64_t total = 0;
    double secondsLeft = 0.0; // estimated from the tokens done; 0 before the first batch
};
using EvaluationProgressCallback = std::function<void(const EvaluationProgress&)>;

} // namespace interweave
