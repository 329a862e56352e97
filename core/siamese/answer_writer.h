// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/generation.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace interweave {

/// One answer in the making.
struct AnswerRow {
    Branch branch = Branch::Base;
    size_t prompt = 0;
    int64_t maxNewTokens = 0;
    std::vector<TokenId> history; // prompt and answer
    std::unique_ptr<StreamDecoder> stream; // absent without a tokenizer
    Generation answer;
    bool finished = false;
};

/// Writes answers token by token: their text, and where they end. What it is given must outlive it.
class AnswerWriter {
public:
    AnswerWriter(const SiameseModel& model, const Tokenizer* tokenizer,
        const SamplingOptions& options, const BranchTokenCallback& onToken);

    /// An answer without a token yet; finished where there is no room for one. Throws
    /// Error{InvalidArgument} for an empty prompt and for one beyond the model's positions.
    AnswerRow start(Branch branch, size_t prompt, const std::vector<TokenId>& ids) const;
    /// Adds a token, ends the answer where that token does, and tells the callback.
    void append(AnswerRow& row, GeneratedToken token) const;
    void end(AnswerRow& row, StopReason reason) const;

private:
    int64_t m_positions;
    const Tokenizer* m_tokenizer;
    const SamplingOptions& m_options;
    std::set<TokenId> m_ends;
    const BranchTokenCallback& m_onToken;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace interweave
