// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace interweave {

/// What a head's logits say of their rows, without a graph; each of them one or two passes over
/// memory on a CPU (torch operations on other devices). logits: [rows, vocabulary], model dtype.
/// Arithmetic in fp32, sums over the vocabulary in fp64 on a CPU, of which they keep the dtype.

/// log Σ_v exp(logits[r, v]), [rows].
at::Tensor logSumExp(const at::Tensor& logits);

/// KL(softmax(base) ‖ softmax(logits)) in nats, [rows]; rounding may leave less than 0.
at::Tensor logitDivergence(const at::Tensor& base, const at::Tensor& logits);

/// Σ_r w_r·l_r + k·Σ_r KL_r with l_r = −log softmax(logits[r])[target_r] and KL_r =
/// logitDivergence.
struct LogitLoss {
    at::Tensor losses; // l, [rows]
    at::Tensor divergences; // KL, [rows]; undefined without `base`
    at::Tensor gradient; // of the whole, as the logits are
};

/// targets: [rows] int64; weights: w, [rows] fp32; base: the base's logits, undefined where k, the
/// `baseWeight`, has no part.
LogitLoss logitLoss(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights,
    const at::Tensor& base, double baseWeight);

} // namespace interweave
