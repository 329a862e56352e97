// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// The new tokens of each row of a batch, one row after another without padding.
struct TokenBatch {
    at::Tensor ids; // [tokens] int64, on the CPU or the model's device
    std::vector<int64_t> lengths; // new tokens of each row, each at least 1; their sum is `tokens`

    static TokenBatch fromRows(const std::vector<std::vector<int64_t>>& rows);
    /// The ids row by row; waits for the device they are on.
    std::vector<std::vector<int64_t>> rows() const;
};

} // namespace interweave
