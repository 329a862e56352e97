// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/siamese/branch_memories.h"
#include "core/text/tokenizer.h"

#include <functional>
#include <map>
#include <stop_token>
#include <vector>

namespace interweave {

/// Called with the prompt's index for each new token, on the thread that generates. The text may
/// hold the beginning of a stop string that ends the answer later.
using TokenCallback = std::function<void(size_t prompt, const GeneratedToken& token)>;
using BranchTokenCallback
    = std::function<void(Branch branch, size_t prompt, const GeneratedToken& token)>;

/// Answers prompts with several branches of a model in one pass: each prompt is read once for each
/// memory, then all answers grow as rows of one batch, and leave it as they end. The answers are
/// those that the branches give one at a time, but for the rounding of products with another number
/// of rows. Without a tokenizer the texts stay empty. An answer is cut short where the model's
/// positions end. When stopped, what is there is returned as Cancelled. Throws
/// Error{InvalidArgument} for an empty prompt, a prompt longer than the model's positions, or a
/// branch or option that cannot be.
std::map<Branch, std::vector<Generation>> generateBranches(const SiameseModel& model,
    const Tokenizer* tokenizer, const std::vector<std::vector<TokenId>>& prompts,
    const Branches& branches, const SamplingOptions& options,
    const BranchTokenCallback& onToken = {}, std::stop_token stop = {});

/// The same with one branch.
std::vector<Generation> generate(const SiameseModel& model, const Tokenizer* tokenizer,
    const std::vector<std::vector<TokenId>>& prompts, Branch branch, const SamplingOptions& options,
    const TokenCallback& onToken = {}, std::stop_token stop = {});

} // namespace interweave
