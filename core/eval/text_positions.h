// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/branch_memories.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// What counts as the query of rows that are given whole (text_loss.h): of free text its first
/// `span` tokens, else the prompts.
struct TextQuery {
    int64_t span = 16; // at least 1
    std::vector<int64_t> prompts{}; // leading tokens of each row that are given, at least 1; empty:
                                    // free text
};

/// The positions that predict a token: all of a row but its last, and but its prompt's before that.
struct PredictingPositions {
    at::Tensor all; // in the batch, int64
    std::vector<int64_t> ofRow; // how many
};

PredictingPositions predictingPositions(
    const std::vector<int64_t>& lengths, const std::vector<int64_t>& prompts);

/// The memories that the branches need of every token of a batch; for the interwoven one with the
/// query means that each token sees, no later token in them. Throws as forwardMemories.
Memories textMemories(const SiameseModel& model, const TokenBatch& batch, const Branches& branches,
    const TextQuery& query);

} // namespace interweave
