// SPDX-License-Identifier: Apache-2.0
#include "core/model/attention_cpu.h"

#include "core/model/cpu_dispatch.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace interweave {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Above this the score matrix costs more than torch's flash attention (measured: 4 × 400 tokens
// favour us 2.5 times, 1 × 1500 favour SDPA).
constexpr int64_t kLongestRow = 768;

/// Rotated heads as a padded block; query [rows·kvHeads, group·longest, dim], keys and values
/// [rows·kvHeads, longest, dim].
struct Heads {
    at::Tensor query;
    at::Tensor keys;
    at::Tensor values;
};

Heads emptyHeads(
    const TokenLayout& layout, const AttentionShape& shape, const at::TensorOptions& options)
{
    const int64_t blocks = layout.rows * shape.kvHeads;
    const int64_t group = shape.heads / shape.kvHeads;
    return {at::empty({blocks, group * layout.longest, shape.headDim}, options),
        at::empty({blocks, layout.longest, shape.headDim}, options),
        at::empty({blocks, layout.longest, shape.headDim}, options)};
}

template <typename T>
typename Kernels<T>::Block blockOf(const TokenLayout& layout, const AttentionShape& shape)
{
    return {layout.rows * (shape.heads + 2 * shape.kvHeads), shape.heads, shape.kvHeads,
        shape.headDim, layout.longest, layout.starts.data(), layout.lengths.data(),
        elements<float>(layout.angles[shape.rotary].cosines),
        elements<float>(layout.angles[shape.rotary].sines)};
}

/// Rotates and packs qkv into heads.
void packHeads(const at::Tensor& qkv, const Heads& heads, const TokenLayout& layout,
    const AttentionShape& shape)
{
    withElement(qkv, [&]<typename T>(T) {
        const auto block = blockOf<T>(layout, shape);
        at::parallel_for(
            0, block.items, grain(layout.longest * shape.headDim), [&](int64_t begin, int64_t end) {
                kernels<T>().packHeads(block, elements<T>(qkv), elements<T>(heads.query),
                    elements<T>(heads.keys), elements<T>(heads.values), begin, end);
            });
    });
}

/// Turns the gradient of the packed heads into that of qkv.
void unpackHeads(const Heads& heads, const at::Tensor& qkv, const TokenLayout& layout,
    const AttentionShape& shape)
{
    withElement(qkv, [&]<typename T>(T) {
        const auto block = blockOf<T>(layout, shape);
        at::parallel_for(
            0, block.items, grain(layout.longest * shape.headDim), [&](int64_t begin, int64_t end) {
                kernels<T>().unpackHeads(block, elements<T>(heads.query), elements<T>(heads.keys),
                    elements<T>(heads.values), elements<T>(qkv), begin, end);
            });
    });
}

void softmaxInPlace(const at::Tensor& scores, const AttentionShape& shape)
{
    const int64_t length = scores.size(2);
    withElement(scores, [&]<typename T>(T) {
        at::parallel_for(
            0, scores.size(0) * scores.size(1), grain(length), [&](int64_t begin, int64_t end) {
                kernels<T>().causalSoftmax(elements<T>(scores), length, shape.window,
                    static_cast<float>(shape.scale), begin, end);
            });
    });
}

void softmaxBackwardInPlace(
    const at::Tensor& probabilities, const at::Tensor& gradient, const AttentionShape& shape)
{
    const int64_t length = gradient.size(2);
    withElement(gradient, [&]<typename T>(T) {
        at::parallel_for(
            0, gradient.size(0) * gradient.size(1), grain(length), [&](int64_t begin, int64_t end) {
                kernels<T>().causalSoftmaxBackward(elements<T>(probabilities),
                    elements<T>(gradient), length, shape.window, static_cast<float>(shape.scale),
                    begin, end);
            });
    });
}

/// [rows·kvHeads, group·longest, dim] ↔ [tokens, heads·dim].
at::Tensor headsToTokens(
    const at::Tensor& mixed, const TokenLayout& layout, const AttentionShape& shape)
{
    const at::Tensor out = at::empty({layout.tokens, shape.heads, shape.headDim}, mixed.options());
    const at::Tensor block = mixed.view({layout.rows, shape.heads, layout.longest, shape.headDim});
    for (int64_t row = 0; row < layout.rows; ++row) {
        const auto r = static_cast<size_t>(row);
        out.narrow(0, layout.starts[r], layout.lengths[r])
            .copy_(block[row].narrow(1, 0, layout.lengths[r]).transpose(0, 1));
    }
    return out.view({layout.tokens, shape.heads * shape.headDim});
}

at::Tensor tokensToHeads(
    const at::Tensor& tokens, const TokenLayout& layout, const AttentionShape& shape)
{
    const at::Tensor block = layout.uniform
        ? at::empty({layout.rows, shape.heads, layout.longest, shape.headDim}, tokens.options())
        : at::zeros({layout.rows, shape.heads, layout.longest, shape.headDim}, tokens.options());
    const at::Tensor source = tokens.view({layout.tokens, shape.heads, shape.headDim});
    for (int64_t row = 0; row < layout.rows; ++row) {
        const auto r = static_cast<size_t>(row);
        block[row]
            .narrow(1, 0, layout.lengths[r])
            .copy_(source.narrow(0, layout.starts[r], layout.lengths[r]).transpose(0, 1));
    }
    return block.view({layout.rows * shape.kvHeads, -1, shape.headDim});
}

struct Attended {
    Heads heads;
    at::Tensor probabilities;
    at::Tensor out;
};

Attended attend(const at::Tensor& qkv, const TokenLayout& layout, const AttentionShape& shape)
{
    Attended a;
    a.heads = emptyHeads(layout, shape, qkv.options());
    packHeads(qkv, a.heads, layout, shape);
    a.probabilities = at::bmm(a.heads.query, a.heads.keys.transpose(1, 2));
    softmaxInPlace(a.probabilities, shape);
    a.out = headsToTokens(at::bmm(a.probabilities, a.heads.values), layout, shape);
    return a;
}

class ShortAttention : public torch::autograd::Function<ShortAttention> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& qkv,
        const TokenLayout& layout, const AttentionShape& shape)
    {
        const Attended a = attend(qkv, layout, shape);
        context->save_for_backward({a.heads.query, a.heads.keys, a.heads.values, a.probabilities});
        context->saved_data["layout"]
            = c10::IValue::make_capsule(c10::make_intrusive<Kept>(layout, shape));
        return a.out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const Heads heads{saved[0], saved[1], saved[2]};
        const at::Tensor& probabilities = saved[3];
        const auto capsule = context->saved_data["layout"].toCapsule();
        const auto& kept = static_cast<const Kept&>(*capsule);
        const TokenLayout& layout = kept.layout;
        const AttentionShape& shape = kept.shape;

        const at::Tensor outGradient = tokensToHeads(gradients[0].contiguous(), layout, shape);
        Heads gradient;
        gradient.values = at::bmm(probabilities.transpose(1, 2), outGradient);
        const at::Tensor scoreGradient = at::bmm(outGradient, heads.values.transpose(1, 2));
        softmaxBackwardInPlace(probabilities, scoreGradient, shape);
        gradient.query = at::bmm(scoreGradient, heads.keys);
        gradient.keys = at::bmm(scoreGradient.transpose(1, 2), heads.query);
        const at::Tensor qkvGradient
            = at::empty({layout.tokens, (shape.heads + 2 * shape.kvHeads) * shape.headDim},
                outGradient.options());
        unpackHeads(gradient, qkvGradient, layout, shape);
        return {qkvGradient, {}, {}};
    }

private:
    struct Kept : torch::CustomClassHolder {
        Kept(TokenLayout l, const AttentionShape& s)
            : layout(std::move(l))
            , shape(s)
        {
        }
        TokenLayout layout;
        AttentionShape shape;
    };
};

/// One new token per row against the cache.
at::Tensor decodeStep(const at::Tensor& qkv, const TokenLayout& layout, const AttentionShape& shape,
    KvCache::Layer& cached)
{
    const at::Tensor out = at::empty({layout.rows, shape.heads * shape.headDim}, qkv.options());
    const int64_t scratchSize = layout.longestTotal + 2 * shape.headDim;
    withElement(qkv, [&]<typename T>(T) {
        const typename Kernels<T>::Decode step{elements<T>(qkv),
            elements<float>(layout.angles[shape.rotary].cosines),
            elements<float>(layout.angles[shape.rotary].sines), layout.past.data(),
            elements<T>(cached.keys), elements<T>(cached.values), elements<T>(out), shape.heads,
            shape.kvHeads, shape.headDim, cached.keys.size(2), shape.window,
            static_cast<float>(shape.scale)};
        const int64_t workPerItem
            = layout.longestTotal * shape.headDim * (shape.heads / shape.kvHeads);
        at::parallel_for(
            0, layout.rows * shape.kvHeads, grain(workPerItem), [&](int64_t begin, int64_t end) {
                const at::Tensor scratch = at::empty({scratchSize}, at::kFloat);
                kernels<T>().decodeAttention(step, elements<float>(scratch), begin, end);
            });
    });
    return out;
}

/// Keeps the keys and values of a prompt for the tokens to come.
void fillCache(const Heads& heads, const TokenLayout& layout, const AttentionShape& shape,
    KvCache::Layer& cached)
{
    const std::vector<int64_t> block{layout.rows, shape.kvHeads, layout.longest, shape.headDim};
    cached.keys.narrow(2, 0, layout.longest).copy_(heads.keys.view(block));
    cached.values.narrow(2, 0, layout.longest).copy_(heads.values.view(block));
}

} // namespace

bool cpuAttentionServes(const at::Tensor& qkv, const TokenLayout& layout)
{
    if (!hasKernels(qkv))
        return false;
    return layout.hasPast ? layout.longest == 1 && !qkv.requires_grad()
                          : layout.longest <= kLongestRow;
}

at::Tensor cpuAttention(const at::Tensor& qkv, const TokenLayout& layout,
    const AttentionShape& shape, KvCache::Layer* cached)
{
    if (layout.hasPast)
        return decodeStep(qkv, layout, shape, *cached);
    if (at::GradMode::is_enabled() && qkv.requires_grad())
        return ShortAttention::apply(qkv, layout, shape);
    const Attended a = attend(qkv, layout, shape);
    if (cached)
        fillCache(a.heads, layout, shape, *cached);
    return a.out;
}

} // namespace interweave
