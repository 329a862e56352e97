// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <utility>

namespace interweave {

/// The decoder's element-wise passes, each differentiable in all its tensors and each one pass over
/// memory on a CPU (torch operations on other devices). All take [tokens, width] in the model dtype
/// and compute in fp32.

/// Residual addition and RMS norm in one: sum = x + delta (x itself when delta is undefined),
/// normed = sum · weight / √(mean(sum²) + epsilon). Returns {sum, normed}. Source: Zhang &
/// Sennrich, arXiv 1910.07467.
std::pair<at::Tensor, at::Tensor> addRmsNorm(
    const at::Tensor& x, const at::Tensor& delta, const at::Tensor& weight, double epsilon);

/// silu(gate) ∘ up with gateUp = [gate | up]: [tokens, 2·width] → [tokens, width]. Source: Shazeer,
/// arXiv 2002.05202.
at::Tensor swiglu(const at::Tensor& gateUp);

} // namespace interweave
