// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/api/model.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interweave {

/// What is measured, each as a user of other libraries would measure it there:
/// Train     optimizer steps (forward, backward, AdamW) of LoRA r 16, alpha 16, dropout 0.1 on
/// q_proj and v_proj, or of another method with its defaults, after one
///           step to warm up; rows in the file's order; tokens are those of prompts, answers and
///           closing eos
/// Decode    greedy decoding of the fourth row's input, eos ignored, after 4 tokens to warm up
/// Eval      greedy answers of 16 tokens to the first 64 rows' inputs, sorted by length, in batches
/// of 16, eos ignored,
///           tokenising included; several branches answer in one pass
/// Load      from the files to a model that can run
/// Tokenize  every row's input, after 50 of them to warm up
enum class BenchKind { Train, Decode, Eval, Load, Tokenize };

struct BenchRequest {
    BenchKind kind = BenchKind::Train;
    ModelRef model;
    std::string data; // JSON lines with input and output; not needed by Load
    int64_t batch = 4; // rows of a step
    int64_t steps = 8;
    int64_t newTokens = 64;
    bool siamese = false; // Train: with a gate, instead of the adapter alone
    std::string peft = "lora"; // Train, Decode: the method of a fresh adapter, as in recipes
    bool cold = false; // Train: base memories are computed inside the measured time
    std::optional<Branch>
        branch; // Decode, Eval: a fresh adapter and gate stand in where the model has none
    bool allBranches = false; // Eval: base, tuned and interwoven together
};

struct BenchResult {
    std::string what; // "train-lora" (the method's name), "train-siamese", "decode", "eval",
                      // "load", "tokenize"
    std::string dtype;
    std::string device;
    int64_t threads = 0;
    double seconds = 0.0; // measured
    std::optional<double> tokensPerSecond;
    std::optional<double> promptsPerSecond;
    std::optional<double> secondsPerStep;
    std::optional<double> lossFirst;
    std::optional<double> lossLast;
    std::optional<double> megabytesPerSecond; // of UTF-8 text, 10⁶ bytes
    std::optional<int64_t> tokens;
    std::optional<int64_t> promptTokens;
    std::optional<int64_t> trainedParameters; // Train: of adapter and gate
    double peakResidentMib = 0.0; // of this process since its start
};

} // namespace interweave
