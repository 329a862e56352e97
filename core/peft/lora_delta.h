// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// The low-rank term of one map inside a fused linear layer: y[:, firstOutput …] += scale·(x Aᵀ)Bᵀ.
struct LoraPart {
    at::Tensor a; // [rank, in] fp32
    at::Tensor b; // [outputs, rank] fp32
    int64_t firstOutput = 0;
    double scale = 1.0;
};

/// All parts of one fused linear as two matrices, so that each pass is one thin product per side
/// however many maps are adapted: R is the sum of the ranks, `up` is block-diagonal over the
/// columns from the first adapted one to the last.
struct StackedLora {
    at::Tensor down; // [R, in], model dtype
    at::Tensor up; // [R, outputs], model dtype, the scales folded in
    int64_t firstOutput = 0;

    static StackedLora of(const std::vector<LoraPart>& parts, at::ScalarType dtype);
};

/// Adds factor·(x downᵀ)·up to y in place. x: [tokens, in], y: [tokens, out], model dtype. Records
/// no graph.
void addLoraDelta(
    at::Tensor& y, const at::Tensor& x, const StackedLora& stacked, double factor = 1.0);

/// The same, differentiable in y, x, and each part's A and B, whose gradients are fp32. `dropout`
/// acts on x with probability p and is shared by the parts: each map sees PEFT's distribution, but
/// its masks are not independent. Returns y, changed in place.
at::Tensor loraDelta(const at::Tensor& y, const at::Tensor& x, const std::vector<LoraPart>& parts,
    double p, uint64_t seed);

} // namespace interweave
