// SPDX-License-Identifier: Apache-2.0
#include "core/model/mlp.h"

#include "core/model/fused_ops.h"
#include "core/model/index_tensor.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace interweave {

namespace {

at::Tensor activate(const at::Tensor& x, Activation activation)
{
    switch (activation) {
    case Activation::Silu: return at::silu(x);
    case Activation::Gelu: return at::gelu(x);
    case Activation::GeluTanh: return at::gelu(x, "tanh");
    case Activation::Relu: return at::relu(x);
    }
    return x;
}

at::Tensor applyMlp(const DecoderWeights::Mlp& mlp, const at::Tensor& h, Activation activation,
    std::span<const AdaptedTokens> adapted)
{
    at::Tensor y = project(mlp.up, h, adapted);
    const int64_t width = mlp.down.inputs();
    if (mlp.up.outputs() == width)
        y = activate(y, activation);
    else if (activation == Activation::Silu)
        y = swiglu(y);
    else
        y = activate(y.narrow(1, 0, width), activation) * y.narrow(1, width, width);
    return project(mlp.down, y, adapted);
}

/// The tokens that each expert gets, in their order, and where their weights stand among
/// [tokens · expertsPerToken].
struct Assignment {
    std::vector<int64_t> tokens;
    std::vector<int64_t> weights;
};

std::vector<Assignment> assign(const at::Tensor& chosen, int64_t experts)
{
    const at::Tensor ids = chosen.to(at::kCPU).contiguous(); // waits for the device
    const auto* id = ids.const_data_ptr<int64_t>();
    std::vector<Assignment> assignments(static_cast<size_t>(experts));
    for (int64_t i = 0; i < ids.numel(); ++i) {
        Assignment& expert = assignments[static_cast<size_t>(id[i])];
        expert.tokens.push_back(i / ids.size(1));
        expert.weights.push_back(i);
    }
    return assignments;
}

/// Which of an expert's tokens the adapters are used on.
std::vector<AdaptedTokens> among(
    const std::vector<int64_t>& tokens, std::span<const AdaptedTokens> adapted)
{
    std::vector<AdaptedTokens> result;
    const auto place
        = [&](int64_t token) { return std::ranges::lower_bound(tokens, token) - tokens.begin(); };
    for (const auto& [use, begin, end] : adapted)
        result.push_back({use, place(begin), place(end)});
    return result;
}

at::Tensor mixExperts(const DecoderWeights::Layer& layer, const at::Tensor& h,
    const DecoderConfig& config, std::span<const AdaptedTokens> adapted)
{
    const at::Tensor probabilities
        = at::softmax(project(layer.router, h, adapted), 1, at::kFloat); // [tokens, experts]
    auto [weights, chosen] = at::topk(probabilities, config.expertsPerToken, 1);
    if (config.normalisedExperts)
        weights = weights / weights.sum(1, true);
    const at::Tensor flat = weights.to(h.scalar_type()).reshape({-1, 1});

    at::Tensor sum = at::zeros_like(h);
    const std::vector<Assignment> assignments = assign(chosen, config.experts);
    for (size_t e = 0; e < assignments.size(); ++e) {
        if (assignments[e].tokens.empty())
            continue;
        const at::Tensor tokens = indexTensor(assignments[e].tokens, h.device());
        const at::Tensor places = indexTensor(assignments[e].weights, h.device());
        const at::Tensor y = applyMlp(layer.experts[e], h.index_select(0, tokens),
            config.activation, among(assignments[e].tokens, adapted));
        sum.index_add_(0, tokens, y * flat.index_select(0, places));
    }
    return sum;
}

} // namespace

at::Tensor feedForward(const DecoderWeights::Layer& layer, const at::Tensor& h,
    const DecoderConfig& config, std::span<const AdaptedTokens> adapted)
{
    return layer.experts.empty() ? applyMlp(layer.mlp, h, config.activation, adapted)
                                 : mixExperts(layer, h, config, adapted);
}

} // namespace interweave
