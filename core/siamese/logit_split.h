// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder.h"
#include "core/siamese/gate.h"

namespace interweave {

/// What each memory adds to the logits: the head is linear, so W·h splits exactly in two, and the
/// head's bias is the rest. A family's soft cap comes after the split and is left out.
struct LogitSplit {
    at::Tensor fromBase; // W·(g∘h_b) for the method's gate, [tokens, vocabulary] model dtype
    at::Tensor fromTuned; // W·((1−g)∘h_t)
    at::Tensor rest; // [1, vocabulary]: the bias, zeros without one
};

/// parts: Gate::parts of some tokens. Records no graph.
LogitSplit splitLogits(const Decoder& decoder, const MemoryParts& parts);

} // namespace interweave
