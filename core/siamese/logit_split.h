// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder.h"
#include "core/siamese/gate.h"

namespace interweave {

/// What each memory adds to the logits: the head is linear, so W·h splits exactly in two, and the
/// head's bias is the rest. A family's soft cap comes after the split and is left out.
struct LogitSplit {
    at::Tensor fromBase; // W·(g∘h_b), [tokens, vocabulary] model dtype
    at::Tensor fromTuned; // W·((1−g)∘h_t)
    at::Tensor rest; // [1, vocabulary]: the bias, zeros without one
};

/// base, tuned: [tokens, hidden] model dtype, gate: [tokens, hidden] fp32. Records no graph.
LogitSplit splitLogits(const Decoder& decoder, const at::Tensor& base, const at::Tensor& tuned,
    const at::Tensor& gate);

} // namespace interweave
