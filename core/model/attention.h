// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kv_cache.h"
#include "core/model/token_layout.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace interweave {

/// The shape of grouped-query attention: `heads` query heads share `kvHeads` key-value heads.
struct AttentionShape {
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headDim = 0;
    int64_t window = 0; // tokens a query looks back on, itself included; 0: all
    double scale = 1.0; // of the scores, usually 1/√headDim
    size_t rotary = 0; // which of the layout's angles
    double softCap = 0.0; // c: scaled scores become c·tanh(score/c); 0: none
};

/// Causal self-attention of one layer: softmax(cap(scale · rot(Q) rot(K)ᵀ)) V, every token seeing
/// its own row up to itself. qkv: [tokens, (heads + 2·kvHeads)·headDim], before rotation. cached:
/// this layer's storage, or nullptr; new keys and values are written into it. Returns [tokens,
/// heads·headDim]. Differentiable in qkv when there is no cache. Chooses by device and length: our
/// own kernels for short rows on a CPU, torch's SDPA else, plain torch operations where scores are
/// capped.
at::Tensor attention(const at::Tensor& qkv, const TokenLayout& layout, const AttentionShape& shape,
    KvCache::Layer* cached);

} // namespace interweave
