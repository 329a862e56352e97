// SPDX-License-Identifier: Apache-2.0
#include "core/model/attention.h"

#include "core/model/attention_cpu.h"

#include <ATen/ATen.h>

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
    const at::Tensor query = layout.pad(rotate(heads(0, queryWidth), layout.angles));
    const at::Tensor freshKeys = rotate(heads(queryWidth, kvWidth), layout.angles);
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
    if (cpuAttentionServes(qkv, layout))
        return cpuAttention(qkv, layout, shape, cached);
    return generalAttention(qkv, layout, shape, cached);
}

} // namespace interweave
