// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/token_batch.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// Keys and values of the tokens seen so far, per layer [rows, kvHeads, capacity, headDim], each
/// row with its own length. Capacity is allocated once and doubled when it runs out. Inference
/// only.
class KvCache {
public:
    KvCache() = default;
    /// Room for `capacity` tokens in each of `rows` rows; storage is made on first use, where the
    /// model's tensors are.
    KvCache(int64_t rows, int64_t capacity);

    int64_t rows() const { return static_cast<int64_t>(m_lengths.size()); }
    const std::vector<int64_t>& lengths() const { return m_lengths; }

    /// Forgets all but the first `length` tokens of every row (each keeps at most what it has).
    void truncate(int64_t length);
    /// Keeps only the given rows, in that order.
    void selectRows(const std::vector<int64_t>& rows);

    // For the decoder.
    struct Layer {
        at::Tensor keys;
        at::Tensor values;
    };
    struct KvShape {
        int64_t kvHeads = 0;
        int64_t headDim = 0;
        at::TensorOptions options;
    };
    /// Storage of one layer, with room for `added[row]` more tokens in each row.
    Layer& layer(size_t index, const std::vector<int64_t>& added, const KvShape& shape);
    /// Counts the tokens that every layer has received.
    void advance(const std::vector<int64_t>& added);
    /// Keeps the ids of a batch's tokens, for models that may have to read them again.
    void remember(const TokenBatch& batch);
    /// The remembered tokens of each row with the batch's behind them.
    TokenBatch withPast(const TokenBatch& batch) const;

private:
    std::vector<Layer> m_layers;
    std::vector<int64_t> m_lengths;
    std::vector<std::vector<int64_t>> m_ids; // per row; empty where nothing was remembered
    int64_t m_capacity = 0;
};

} // namespace interweave
