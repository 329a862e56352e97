// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

namespace interweave {

/// A low-rank piece of a weight: W ≈ s·B A + rest. fp32 on the weight's device.
struct InitialFactors {
    at::Tensor a; // [rank, in]
    at::Tensor b; // [out, rank]
};

/// What LoRA starts from where it does not start from noise. weight: [out, in].
///   "pissa": the principal triplets, B = U√(S/s), A = √(S/s)Vᵀ (Meng et al., arXiv 2404.02948)
///   "olora": W = Q R, B = Q's first columns, A = R's first rows (Büyükakyüz, arXiv 2406.01775)
/// `scale` is s; ranks are at most min(out, in). As PEFT 0.21 computes them, up to the signs of the
/// triplets.
InitialFactors initialFactors(
    const std::string& kind, const at::Tensor& weight, int64_t rank, double scale);

/// Whether `kind` is one of the above.
bool hasInitialFactors(const std::string& kind);

} // namespace interweave
