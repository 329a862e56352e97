// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kv_cache.h"
#include "core/model/rotary.h"
#include "core/model/token_batch.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace interweave {

/// Where each token of a batch stands: its row, its position, and how rows of different lengths map
/// to a padded block. Made once per forward pass and shared by all layers.
struct TokenLayout {
    TokenLayout(const TokenBatch& batch, const KvCache* cache, std::span<const Rotary> rotaries,
        at::Device device);

    int64_t rows = 0;
    int64_t tokens = 0;
    int64_t longest = 0; // most new tokens in a row
    int64_t longestTotal = 0; // most tokens in a row, past included
    bool hasPast = false;
    bool uniform = false; // all rows bring as many new tokens
    bool uniformPast = false; // all rows have as many past tokens
    std::vector<int64_t> lengths; // new tokens per row
    std::vector<int64_t> past; // tokens in the cache per row
    std::vector<int64_t> starts; // first token of each row
    std::vector<RotaryAngles> angles; // of each of the rotaries, per token

    at::Tensor positions; // [tokens] int64 on the device
    at::Tensor rowOfToken; // [tokens] int64 on the device; only where rows differ
    at::Tensor slotOfToken; // [tokens] int64: row · longest + place; only where rows differ

    /// [tokens, heads, dim] → [rows, heads, longest, dim]; padded slots are 0 and come last.
    at::Tensor pad(const at::Tensor& x) const;
    /// [rows, heads, longest, dim] → [tokens, heads · dim].
    at::Tensor unpad(const at::Tensor& x) const;
    /// Who may look at whom: bool [rows, 1, longest, longestTotal], true where allowed. window 0:
    /// all of the past. Made once per window.
    const at::Tensor& mask(int64_t window) const;
    /// The same as what is added to scores: 0 where allowed, −∞ elsewhere, in `dtype`, its rows at
    /// strides that torch's fused attention takes as they are.
    const at::Tensor& scoreMask(int64_t window, at::ScalarType dtype) const;

private:
    mutable std::map<int64_t, at::Tensor> m_masks;
    mutable std::map<std::pair<int64_t, at::ScalarType>, at::Tensor> m_scoreMasks;
};

} // namespace interweave
