// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/answer_weights.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

class Decoder;

/// What a micro-batch's loss is beside the mean cross-entropy of its n answer tokens:
///     L = Σ_t w_t·l_t + kl·1/n Σ_t KL(p⁰_t ‖ p_t) + l2·1/n Σ_t ‖h_t − h⁰_t‖²/H
/// l_t = −log p_t(target); p⁰ the base's distribution and h⁰ its memory; p the trained model's,
/// with a gate that of the mix; h the tuned memory, before the mix; H its width.
struct AnswerTerms {
    TokenWeighting weighting = TokenWeighting::Even;
    at::Tensor weights; // w, [n] fp32: of Flow and Stm (answer_weights.h); else undefined
    double klToBase = 0.0;
    double l2ToBase = 0.0;

    bool needBase() const { return klToBase > 0.0 || l2ToBase > 0.0; }
};

/// The n answer tokens of a micro-batch, one row after another.
struct AnswerTokens {
    at::Tensor memories; // [n, hidden] model dtype, in a graph: what the head reads
    at::Tensor tuned; // [n, hidden] model dtype, in the same graph
    at::Tensor base; // [n, hidden] model dtype; only where the terms need it
    at::Tensor targets; // [n] int64
    std::vector<int64_t> rowLengths; // answer tokens of each row
};

/// fp32 scalars without graph.
struct AnswerLoss {
    at::Tensor loss; // mean cross-entropy, unweighted
    at::Tensor klToBase; // mean, undefined where it is no term
    at::Tensor l2ToBase; // the same
};

/// L times `weight`, and its backward pass into whatever made the memories. Logits exist for a
/// bounded number of tokens at a time.
AnswerLoss answerLossBackward(
    const Decoder& decoder, const AnswerTokens& tokens, const AnswerTerms& terms, double weight);

} // namespace interweave
