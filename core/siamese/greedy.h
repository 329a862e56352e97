// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/branch_memories.h"

#include <cstdint>
#include <map>
#include <set>
#include <stop_token>
#include <vector>

namespace interweave {

struct GreedyOptions {
    int64_t newTokens = 1; // at least 1
    std::set<int64_t> endIds; // an answer ends after one of them; empty: at its full length
};

/// The likeliest continuation of each prompt by each branch, token by token, with a key-value
/// cache: token ids only, for measuring and verifying (generate in generation.h is for people). All
/// are rows of one batch. Throws Error{InvalidArgument} when the model has no such branch,
/// Error{Cancelled}.
std::map<Branch, std::vector<std::vector<int64_t>>> greedyAnswers(const SiameseModel& model,
    const Branches& branches, const std::vector<std::vector<int64_t>>& prompts,
    const GreedyOptions& options, std::stop_token stop = {});

} // namespace interweave
