// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/attention.h"

namespace interweave {

/// Whether cpuAttention is the faster choice: rows short enough for an explicit score matrix and no
/// past, or one new token per row against a cache.
bool cpuAttentionServes(const at::Tensor& qkv, const TokenLayout& layout);

/// attention() with our own kernels around oneDNN's batched products. Query heads that share a
/// key-value head are stacked into one product. Differentiable in qkv when there is no cache.
at::Tensor cpuAttention(const at::Tensor& qkv, const TokenLayout& layout,
    const AttentionShape& shape, KvCache::Layer* cached);

} // namespace interweave
