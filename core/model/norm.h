// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/families.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

namespace interweave {

/// A norm with its tensors, as the checkpoint has them (formulas at NormKind). One that a model
/// does not have has no modules.
struct Norm {
    NormKind kind = NormKind::Rms;
    double epsilon = 1e-6;
    std::vector<std::string> modules; // Hugging Face's module paths, equal shares of the weight
    at::Tensor weight; // [width]; layer norm: or undefined
    at::Tensor bias; // the same

    explicit operator bool() const { return !modules.empty(); }
};

/// sum = x + delta (x itself when delta is undefined); returns {sum, norm(sum)}, and {sum, sum}
/// where there is no norm. x, delta: [tokens, width] in the model dtype, computed in fp32.
/// Differentiable. RMS norms are one pass over memory on a CPU.
std::pair<at::Tensor, at::Tensor> addNorm(
    const at::Tensor& x, const at::Tensor& delta, const Norm& norm);

/// Norms the heads of x: [tokens, heads·headDim], as `kind` says: each of them, or all at once.
at::Tensor normHeads(const at::Tensor& x, int64_t headDim, QueryKeyNorm kind, const Norm& norm);

} // namespace interweave
