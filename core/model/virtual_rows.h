// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/model/decoder_config.h"
#include "core/model/kv_cache.h"
#include "core/model/rotary.h"
#include "core/model/token_batch.h"
#include "core/model/token_layout.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

namespace interweave {

/// The virtual tokens of a batch: they stand in front of the rows that ask for them in their first
/// forward pass, and are not part of what it returns. Later passes find them in the cache.
class VirtualRows {
public:
    VirtualRows(const TokenBatch& batch, const KvCache* cache, std::span<const AdapterUse> adapters,
        at::Device device);

    /// The batch with the virtual tokens, whose ids mean nothing.
    const TokenBatch& batch() const { return m_batch; }
    /// x: [tokens, hidden] with virtual tokens' embeddings where they have some.
    at::Tensor embed(at::Tensor x) const;
    /// qkv: [tokens, (heads + 2·kvHeads)·headDim] as attention takes it, before rotation, with the
    /// virtual tokens' keys and values of a layer where they have some.
    at::Tensor keysValues(at::Tensor qkv, size_t layer, const DecoderConfig& config,
        const at::Tensor& headColumns, const RotaryAngles& angles) const;
    /// hidden: [tokens, hidden] without the virtual tokens'.
    at::Tensor withoutThem(at::Tensor hidden) const;

private:
    struct Group { // of one adapter
        VirtualTokens tokens;
        at::Tensor places; // [rows · count] int64, in the batch with virtual tokens
        int64_t rows = 0;
    };
    at::Tensor put(at::Tensor x, const Group& group, const at::Tensor& values) const;

    TokenBatch m_batch;
    std::vector<Group> m_groups;
    at::Tensor m_own; // [tokens] int64: where the rows' own tokens are
};

} // namespace interweave
