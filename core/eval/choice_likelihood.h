// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/branch_memories.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace interweave {

/// A prompt and what may follow it, as token ids: the prompt with special tokens, the choices
/// without, as in training. Each holds at least one token.
struct TokenisedChoices {
    std::vector<int64_t> prompt;
    std::vector<std::vector<int64_t>> choices;
};

/// log p(choice | prompt) = Σ_t log p(c_t | prompt, c_0 … c_{t−1}) of each row's choices under each
/// branch, in nats; as in training the query is the prompt, and no end of sequence is asked for.
/// The prompts are read once for each memory and kept; only choices of several tokens are read
/// after them, all as rows of one batch; the head sees only the positions that predict a choice's
/// tokens. Records no graph. Throws Error{InvalidArgument} for a branch that the model has not.
std::map<Branch, std::vector<std::vector<double>>> choiceLogLikelihoods(
    const SiameseModel& model, std::span<const TokenisedChoices> rows, const Branches& branches);

} // namespace interweave
