// SPDX-License-Identifier: Apache-2.0
#include "core/model/token_batch.h"

#include <ATen/ATen.h>

namespace interweave {

TokenBatch TokenBatch::fromRows(const std::vector<std::vector<int64_t>>& rows)
{
    std::vector<int64_t> ids;
    std::vector<int64_t> lengths;
    for (const std::vector<int64_t>& row : rows) {
        ids.insert(ids.end(), row.begin(), row.end());
        lengths.push_back(static_cast<int64_t>(row.size()));
    }
    return {at::tensor(ids, at::kLong), std::move(lengths)};
}

std::vector<std::vector<int64_t>> TokenBatch::rows() const
{
    const at::Tensor onCpu = ids.to(at::kCPU).contiguous();
    const auto* id = onCpu.const_data_ptr<int64_t>();
    std::vector<std::vector<int64_t>> result;
    for (const int64_t length : lengths) {
        result.emplace_back(id, id + length);
        id += length;
    }
    return result;
}

} // namespace interweave
