// SPDX-License-Identifier: Apache-2.0
#include "core/model/norm.h"

#include "core/model/fused_ops.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

at::Tensor offsetRms(const at::Tensor& x, const Norm& norm)
{
    const at::Tensor wide = x.to(at::kFloat);
    const at::Tensor inverse = (wide.square().mean(-1, true) + norm.epsilon).rsqrt();
    return (wide * inverse * (norm.weight.to(at::kFloat) + 1.0)).to(x.scalar_type());
}

at::Tensor layerNorm(const at::Tensor& x, const Norm& norm)
{
    return at::layer_norm(x, {x.size(-1)}, norm.weight, norm.bias, norm.epsilon);
}

} // namespace

std::pair<at::Tensor, at::Tensor> addNorm(
    const at::Tensor& x, const at::Tensor& delta, const Norm& norm)
{
    if (norm && norm.kind == NormKind::Rms)
        return addRmsNorm(x, delta, norm.weight, norm.epsilon);
    const at::Tensor sum = delta.defined() ? x + delta : x;
    if (!norm)
        return {sum, sum};
    return {sum, norm.kind == NormKind::Layer ? layerNorm(sum, norm) : offsetRms(sum, norm)};
}

at::Tensor normHeads(const at::Tensor& x, int64_t headDim, QueryKeyNorm kind, const Norm& norm)
{
    if (kind == QueryKeyNorm::Width)
        return addNorm(x.contiguous(), {}, norm).second;
    const at::Tensor heads = x.reshape({-1, headDim});
    if (kind == QueryKeyNorm::Head)
        return addNorm(heads, {}, norm).second.view(x.sizes());
    Norm plain = norm;
    plain.weight = at::Tensor();
    return addNorm(heads, {}, plain).second.view(x.sizes()) * norm.weight;
}

} // namespace interweave
