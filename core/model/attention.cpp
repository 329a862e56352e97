// SPDX-License-Identifier: Apache-2.0
#include "core/model/attention.h"

#include "core/model/attention_cpu.h"

#include <ATen/ATen.h>

#include <limits>

namespace interweave {

namespace {

/// Writes the new tokens' keys or values, [tokens, kvHeads, headDim], behind what each row holds
/// already.
void store(const at::Tensor& storage, const at::Tensor& fresh, const TokenLayout& layout)
{
    if (layout.uniform && layout.uniformPast) {
        storage.narrow(2, layout.past.front(), layout.longest).copy_(layout.pad(fresh));
        return;
    }
    at::Tensor slots = storage;
    slots.index_put_({layout.rowOfToken, at::indexing::Slice(), layout.positions}, fresh);
}

/// SDPA's formula with the scores capped before the mask. query: [rows, heads, longest, dim], keys
/// and values: [rows, kvHeads, total, dim].
at::Tensor cappedAttention(const at::Tensor& query, const at::Tensor& keys,
    const at::Tensor& values, const TokenLayout& layout, const AttentionShape& shape)
{
    // The heads that share keys as one product.
    const at::Tensor grouped = query.reshape({layout.rows, shape.kvHeads, -1, shape.headDim});
    const at::Tensor scores = at::matmul(grouped, keys.transpose(2, 3)) * shape.scale;
    const at::Tensor capped = (at::tanh(scores / shape.softCap) * shape.softCap)
                                  .view({layout.rows, shape.heads, layout.longest, -1});
    const at::Tensor allowed = layout.mask(shape.window);
    const at::Tensor probabilities = at::softmax(
        capped.masked_fill(allowed.logical_not(), -std::numeric_limits<double>::infinity()), -1,
        at::kFloat)
                                         .to(values.scalar_type())
                                         .view({layout.rows, shape.kvHeads, grouped.size(2), -1});
    return at::matmul(probabilities, values).view(query.sizes());
}

/// The device-neutral path, through torch's scaled-dot-product attention.
at::Tensor generalAttention(const at::Tensor& qkv, const TokenLayout& layout,
    const AttentionShape& shape, KvCache::Layer* cached)
{
    const int64_t queryWidth = shape.heads * shape.headDim;
    const int64_t kvWidth = shape.kvHeads * shape.headDim;
    const auto heads = [&](int64_t first, int64_t width) {
        return qkv.narrow(1, first, width)
            .view({layout.tokens, width / shape.headDim, shape.headDim});
    };
    const RotaryAngles& angles = layout.angles[shape.rotary];
    const at::Tensor query = layout.pad(rotate(heads(0, queryWidth), angles));
    const at::Tensor freshKeys = rotate(heads(queryWidth, kvWidth), angles);
    const at::Tensor freshValues = heads(queryWidth + kvWidth, kvWidth);

    at::Tensor keys, values;
    if (cached) {
        store(cached->keys, freshKeys, layout);
        store(cached->values, freshValues, layout);
        keys = cached->keys.narrow(2, 0, layout.longestTotal);
        values = cached->values.narrow(2, 0, layout.longestTotal);
    } else {
        keys = layout.pad(freshKeys);
        values = layout.pad(freshValues);
    }
    if (shape.softCap > 0.0)
        return layout.unpad(cappedAttention(query, keys, values, layout, shape));
    const bool plainlyCausal = layout.uniform && !layout.hasPast && shape.window == 0;
    const std::optional<at::Tensor> mask
        = plainlyCausal ? std::nullopt : std::optional(layout.mask(shape.window));
    const bool grouped = shape.heads != shape.kvHeads;
    return layout.unpad(at::scaled_dot_product_attention(
        query, keys, values, mask, 0.0, plainlyCausal, shape.scale, grouped));
}

} // namespace

at::Tensor attention(const at::Tensor& qkv, const TokenLayout& layout, const AttentionShape& shape,
    KvCache::Layer* cached)
{
    if (shape.softCap == 0.0 && cpuAttentionServes(qkv, layout))
        return cpuAttention(qkv, layout, shape, cached);
    return generalAttention(qkv, layout, shape, cached);
}

} // namespace interweave
