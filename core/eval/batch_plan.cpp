// SPDX-License-Identifier: Apache-2.0
#include "core/eval/batch_plan.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace interweave {

std::vector<std::vector<size_t>> planBatches(const std::vector<int64_t>& lengths, int64_t budget)
{
    std::vector<size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater(), [&](size_t row) { return lengths[row]; });

    std::vector<std::vector<size_t>> batches;
    for (const size_t row : order) {
        const bool fits = !batches.empty()
            && lengths[batches.back().front()] * static_cast<int64_t>(batches.back().size() + 1)
                <= budget;
        if (!fits)
            batches.emplace_back();
        batches.back().push_back(row);
    }
    return batches;
}

} // namespace interweave
