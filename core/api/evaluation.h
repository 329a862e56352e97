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
    std::string metric; // its name, as in core/eval/metric.h
    Estimate estimate;
    std::string interval; // how the interval was made: "wilson" or "bootstrap"
    std::vector<double>
        rows; // per row; empty where only a whole set has the figure (F1_yes, MCC_yes)
};

/// What a set of predictions is worth.
struct ScoreReport {
    int64_t rows = 0;
    std::vector<MetricResult> metrics;
    std::vector<MetricResult> alwaysYes; // of answering "yes" everywhere; yes/no tasks only
};

/// One task of a suite.
struct EvaluationTask {
    /// Answers: {"input", "output"} JSON lines, answered and scored.
    /// Text: {"text"} JSON lines, predicted token by token.
    enum class Kind { Answers, Text };

    std::string name;
    std::filesystem::path file;
    Kind kind = Kind::Answers;
    std::vector<std::string> metrics; // Answers only; empty: mainMetrics (core/eval/metric.h)
    int64_t limit = 0; // the first rows only; 0: all
    int64_t maxNew = 0; // new tokens of an answer; 0: chosen by the expected answers
    bool stopAtNewline = false;
};

/// Choices that hold for every task.
struct EvaluationOptions {
    int64_t batchTokens = 4096; // padded tokens of a batch: prompts, new tokens, both memories
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
    int64_t tokens = 0; // predicted: all but the first
    double crossEntropy = 0.0; // nats per predicted token
};

/// One task done by one branch.
struct TaskResult {
    std::string task;
    std::string file;
    std::string branch; // "base", "tuned", "interwoven"
    ScoreReport score;
    std::vector<Prediction> predictions; // Answers only, in the file's order
    std::vector<TextPrediction> texts; // Text only, in the file's order
    int64_t maxNew = 0; // what was in force; 0 for Text
    int64_t tokens = 0; // made (Answers) or predicted (Text)
    double seconds = 0.0;
    double tokensPerSecond = 0.0;
    double rowsPerSecond = 0.0; // prompts or texts
};

struct EvaluationProgress {
    std::string task;
    int64_t done = 0; // rows
    int64_t total = 0;
    double secondsLeft = 0.0; // estimated from the tokens done; 0 before the first batch
};
using EvaluationProgressCallback = std::function<void(const EvaluationProgress&)>;

} // namespace interweave
