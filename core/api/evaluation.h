// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
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
    std::string metric; // its name, as in metrics.h
    Estimate estimate;
    std::string interval; // how the interval was made: "wilson" or "bootstrap"
    std::vector<double> rows; // per row; empty for figures that only a whole set has (F1_yes, MCC_yes)
};

/// What stored predictions are worth.
struct ScoreReport {
    int64_t rows = 0;
    std::vector<MetricResult> metrics;
    std::vector<MetricResult> alwaysYes; // the same for answering "yes" everywhere; empty unless the task is yes/no
};

/// One task of a suite.
struct EvaluationTask {
    /// Rows: {"input", "output"} JSON lines, answered and scored. Text: {"text"} JSON lines, predicted token by token.
    enum class Kind { Rows, Text };
    std::string name;
    std::filesystem::path file;
    Kind kind = Kind::Rows;
    std::vector<std::string> metrics; // names as in metrics.h; empty: chosen by the answers
    int64_t limit = 0; // the first rows only; 0: all
    int64_t maxNew = 64; // new tokens for each row
    bool stopAtNewline = false;
};

/// Choices that hold for every task.
struct EvaluationOptions {
    int64_t batchTokens = 4096; // tokens of one batch, prompts and what they may grow by
    int64_t querySpan = 16; // Text: tokens that count as the query (textLoss in text_loss.h)
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
};

/// How well one text was predicted.
struct TextPrediction {
    int64_t line = 0;
    int64_t tokens = 0; // predicted ones: all but the first
    double crossEntropy = 0.0; // nats per predicted token
};

/// One task done by one branch.
struct TaskResult {
    std::string task;
    std::string file;
    std::string branch; // "base", "tuned", "interwoven"
    ScoreReport score;
    std::vector<Prediction> predictions; // in the file's order; Rows only
    std::vector<TextPrediction> texts; // in the file's order; Text only
    int64_t tokens = 0; // made (Rows) or predicted (Text)
    double seconds = 0.0;
    double tokensPerSecond = 0.0;
    double rowsPerSecond = 0.0;
};

struct EvaluationProgress {
    std::string task;
    int64_t done = 0; // rows
    int64_t total = 0;
    double secondsLeft = 0.0; // estimated from the tokens done; 0 before the first batch
};
using EvaluationProgressCallback = std::function<void(const EvaluationProgress&)>;

} // namespace interweave
