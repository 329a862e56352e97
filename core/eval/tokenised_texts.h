// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/task_run.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// Some rows that have something to predict.
struct PredictedTexts {
    std::vector<size_t> rows; // which
    std::vector<std::vector<int64_t>> ids;
    std::vector<int64_t> prompts; // empty: free text
};

/// Token ids of a task's rows, and how many of them are given.
struct TokenisedTexts {
    std::vector<std::vector<int64_t>> ids;
    std::vector<int64_t> prompts; // of each row; empty: free text

    /// Cut to `longest`.
    void add(std::vector<TokenId> tokens, int64_t longest);
    void addAnswer(
        std::vector<TokenId> prompt, const std::vector<TokenId>& answer, int64_t longest);

    int64_t predicted(size_t row) const;
    std::vector<int64_t> lengths() const;
    /// Those of `rows` that have a token to predict, in their order.
    PredictedTexts predictedOf(const std::vector<size_t>& rows) const;
};

/// The most tokens that are read of a row: of free text 768 where the task does not say, as HF
/// PEFT's method comparison measures forgetting.
int64_t longestText(const TaskJob& job);

/// The rows of a task to be predicted token by token: free text whole; the first accepted answer,
/// or the right choice, after its prompt, without an end of text. Prompts and free text with
/// special tokens. Throws Error{InvalidArgument} naming the line whose prompt does not fit the
/// model's positions.
TokenisedTexts tokeniseTexts(const TaskJob& job, int64_t longest);

} // namespace interweave
