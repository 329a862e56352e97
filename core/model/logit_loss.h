// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace interweave {

/// What a head's logits, [rows, vocabulary] in the model dtype, say of their rows; without a graph,
/// on their device. Contiguous fp32 and bf16 on a CPU are read once or twice as they are, summed in
/// fp64 and give fp64; others, and other devices, are torch's in fp32. Any thread.

/// log Σ_v exp(logits[r, v]), [rows].
at::Tensor logSumExp(const at::Tensor& logits);

/// log softmax(logits[r])[targets[r, i]], [rows, k] as the targets are: [rows, k] int64.
at::Tensor logLikelihoods(const at::Tensor& logits, const at::Tensor& targets);

/// KL(softmax(base) ‖ softmax(logits)) in nats, [rows]; rounding may leave less than 0.
at::Tensor logitDivergence(const at::Tensor& base, const at::Tensor& logits);

/// Σ_r w_r·l_r + k·Σ_r KL_r with l_r = −log softmax(logits[r])[target_r] and KL_r =
/// logitDivergence.
struct LogitLoss {
    at::Tensor losses; // l, [rows]
    at::Tensor divergences; // KL, [rows]; undefined without `base`
    at::Tensor gradient; // of the whole, as the logits are
};

/// targets: [rows], each below the vocabulary; weights: w, [rows]; base: the base's logits,
/// undefined where k, the `baseWeight`, has no part.
LogitLoss logitLoss(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights,
    const at::Tensor& base, double baseWeight);

} // namespace interweave
