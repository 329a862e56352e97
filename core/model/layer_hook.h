// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// Sees the residual stream of a forward pass between layers and may replace it: how branches are
/// fused inside the decoder, and how their states are recorded.
class LayerHook {
public:
    virtual ~LayerHook() = default;

    /// Whether it is to be called after this layer, from 0.
    virtual bool wants(int64_t layer) const = 0;
    /// stream: [tokens, hidden] model dtype, what the next layer (or the final norm) reads: rows of
    /// `lengths` tokens one after another. Returns what it shall read instead, in the same shape
    /// and dtype. Must neither keep nor change `stream` itself: the decoder may write into it.
    virtual at::Tensor afterLayer(
        int64_t layer, const at::Tensor& stream, const std::vector<int64_t>& lengths)
        = 0;
};

} // namespace interweave
