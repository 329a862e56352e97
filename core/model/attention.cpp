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

/// torch's fused attention, with a mask only where there is no other way: the fastest take none.
/// query: [rows, heads, longest, dim], keys and values: [rows, kvHeads, total, dim].
at::Tensor fusedAttention(const at::Tensor& query, const at::Tensor& keys, const at::Tensor& values,
    const TokenLayout& layout, const AttentionShape& shape)
{
    const bool seesAll = shape.window == 0 || layout.longestTotal <= shape.window;
    const bool grouped = shape.heads != shape.kvHeads;
    // Padding comes after a row's own tokens, so that none of them sees it.
    if (!layout.hasPast && seesAll)
        return at::scaled_dot_product_attention(
            query, keys, values, {}, 0.0, /*is_causal=*/true, shape.scale, grouped);
    const bool maskless = seesAll && layout.longest == 1 && layout.uniformPast;
    const at::Tensor mask = maskless
        ? at::Tensor()
        : layout.scoreMask(seesAll ? 0 : shape.window, query.scalar_type());
    if (layout.longest > 1)
        return at::scaled_dot_product_attention(
            query, keys, values, mask, 0.0, false, shape.scale, grouped);
    // One token of each row: the heads that share keys are as good as its successors.
    const int64_t group = shape.heads / shape.kvHeads;
    const std::optional<at::Tensor> ofAll = maskless
        ? std::nullopt
        : std::optional(mask.expand({layout.rows, shape.kvHeads, group, layout.longestTotal}));
    return at::scaled_dot_product_attention(
        query.view({layout.rows, shape.kvHeads, group, shape.headDim}), keys, values, ofAll, 0.0,
        false, shape.scale)
        .reshape(query.sizes());
}

/// The device-neutral path, through torch's scaled-dot-product attention.
at::Tensor generalAttention(const at::Tensor& qkv, const TokenLayout& layout,
    const AttentionShape& shape, KvCache::Layer* cached)
{
    const int64_t turned = shape.heads + shape.kvHeads; // queries and keys, rotated together
    const at::Tensor heads = qkv.view({layout.tokens, turned + shape.kvHeads, shape.headDim});
    const at::Tensor queriesKeys = rotate(heads.narrow(1, 0, turned), layout.angles[shape.rotary]);
    const at::Tensor query = layout.pad(queriesKeys.narrow(1, 0, shape.heads));
    const at::Tensor freshKeys = queriesKeys.narrow(1, shape.heads, shape.kvHeads);
    const at::Tensor freshValues = heads.narrow(1, turned, shape.kvHeads);

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
    return layout.unpad(shape.softCap > 0.0 ? cappedAttention(query, keys, values, layout, shape)
                                            : fusedAttention(query, keys, values, layout, shape));
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
