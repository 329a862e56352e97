// SPDX-License-Identifier: Apache-2.0
#include "core/train/data_order.h"

#include "core/support/random.h"

#include <algorithm>

namespace interweave {

namespace {
constexpr uint64_t kEpochOrder = 3; // never renumber: it would change runs
}

DataOrder::DataOrder(int64_t rows, int64_t batchSize, int64_t gradientAccumulation, uint64_t seed)
    : m_rows(rows)
    , m_batchSize(batchSize)
    , m_rowsPerStep(batchSize * gradientAccumulation)
    , m_seed(seed)
{
}

int64_t DataOrder::stepsPerEpoch() const
{
    return (m_rows + m_rowsPerStep - 1) / m_rowsPerStep;
}

std::vector<std::vector<int64_t>> DataOrder::next(DataPosition& position)
{
    if (m_epoch != position.epoch) {
        m_order = shuffledIndices(
            m_rows, deriveSeed(m_seed, {kEpochOrder, static_cast<uint64_t>(position.epoch)}));
        m_epoch = position.epoch;
    }
    const int64_t end = std::min(m_rows, position.row + m_rowsPerStep);
    std::vector<std::vector<int64_t>> microBatches;
    for (int64_t begin = position.row; begin < end; begin += m_batchSize)
        microBatches.emplace_back(
            m_order.begin() + begin, m_order.begin() + std::min(end, begin + m_batchSize));
    position.row = end;
    if (position.row == m_rows)
        position = {position.epoch + 1, 0};
    return microBatches;
}

} // namespace interweave
