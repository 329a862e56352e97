// SPDX-License-Identifier: Apache-2.0
#include "core/train/data_order.h"

#include "core/support/error.h"
#include "core/support/random.h"

#include <algorithm>
#include <string>
#include <utility>

namespace interweave {

namespace {

enum Purpose : uint64_t {
    kEpochOrder = 3,
    kBatchOrder = 7
}; // never renumber: it would change runs

constexpr int64_t kStepsOfStretch = 50; // as transformers' length-grouped sampler has it

} // namespace

DataOrder::DataOrder(std::vector<int64_t> lengths, const BatchSettings& settings)
    : m_lengths(std::move(lengths))
    , m_settings(settings)
{
    const auto longest = std::ranges::max_element(m_lengths);
    if (settings.batchTokens > 0 && longest != m_lengths.end() && *longest > settings.batchTokens)
        throw Error(ErrorCode::InvalidArgument, "train.batch_tokens",
            "is " + std::to_string(settings.batchTokens) + ", but the longest row has "
                + std::to_string(*longest)
                + " tokens; raise it, or lower train.max_input_tokens or "
                  "train.max_output_tokens");
}

int64_t DataOrder::steps(int64_t epochs) const
{
    const auto of = [&](size_t microBatches) {
        const auto count = static_cast<int64_t>(microBatches);
        return (count + m_settings.gradientAccumulation - 1) / m_settings.gradientAccumulation;
    };
    if (m_settings.batchTokens == 0) {
        const auto rows = static_cast<int64_t>(m_lengths.size());
        return epochs
            * of(static_cast<size_t>((rows + m_settings.batchSize - 1) / m_settings.batchSize));
    }
    int64_t total = 0; // what fits differs from epoch to epoch
    for (int64_t epoch = 0; epoch < epochs; ++epoch)
        total += of(epochBatches(epoch).size());
    return total;
}

DataOrder::MicroBatches DataOrder::cut(const std::vector<int64_t>& order) const
{
    MicroBatches batches;
    int64_t tokens = 0;
    for (const int64_t row : order) {
        const int64_t length = m_lengths[static_cast<size_t>(row)];
        const bool full = batches.empty()
            || (m_settings.batchTokens > 0
                    ? tokens + length > m_settings.batchTokens
                    : static_cast<int64_t>(batches.back().size()) == m_settings.batchSize);
        if (full) {
            batches.emplace_back();
            tokens = 0;
        }
        batches.back().push_back(row);
        tokens += length;
    }
    return batches;
}

DataOrder::MicroBatches DataOrder::epochBatches(int64_t epoch) const
{
    const auto rows = static_cast<int64_t>(m_lengths.size());
    const auto seed = [&](Purpose purpose) {
        return deriveSeed(m_settings.seed, {purpose, static_cast<uint64_t>(epoch)});
    };
    std::vector<int64_t> order = shuffledIndices(rows, seed(kEpochOrder));
    if (!m_settings.groupByLength)
        return cut(order);
    const int64_t stretch = m_settings.batchTokens > 0
        ? rows
        : kStepsOfStretch * m_settings.batchSize * m_settings.gradientAccumulation;
    for (int64_t begin = 0; begin < rows; begin += stretch)
        std::stable_sort(order.begin() + begin, order.begin() + std::min(rows, begin + stretch),
            [&](int64_t a, int64_t b) {
                return m_lengths[static_cast<size_t>(a)] > m_lengths[static_cast<size_t>(b)];
            });
    MicroBatches batches = cut(order);
    const auto whole = static_cast<int64_t>(batches.size()) - 1; // the last may be smaller
    MicroBatches shuffled;
    for (const int64_t i : shuffledIndices(whole, seed(kBatchOrder)))
        shuffled.push_back(std::move(batches[static_cast<size_t>(i)]));
    shuffled.push_back(std::move(batches.back()));
    return shuffled;
}

size_t DataOrder::find(const DataPosition& position)
{
    if (m_epoch != position.epoch) {
        m_batches = epochBatches(position.epoch);
        m_epoch = position.epoch;
        m_starts.clear();
        int64_t start = 0;
        for (const std::vector<int64_t>& batch : m_batches) {
            m_starts.push_back(start);
            start += static_cast<int64_t>(batch.size());
        }
    }
    const auto found = std::ranges::lower_bound(m_starts, position.row);
    return found != m_starts.end() && *found == position.row
        ? static_cast<size_t>(found - m_starts.begin())
        : m_starts.size();
}

bool DataOrder::contains(const DataPosition& position)
{
    return position.epoch >= 0 && find(position) < m_starts.size();
}

std::vector<std::vector<int64_t>> DataOrder::next(DataPosition& position)
{
    const size_t begin = find(position);
    if (begin == m_starts.size())
        throw Error(ErrorCode::InvalidArgument, "data order",
            "no micro-batch begins at row " + std::to_string(position.row));
    const size_t end
        = std::min(m_batches.size(), begin + static_cast<size_t>(m_settings.gradientAccumulation));
    position = end == m_batches.size() ? DataPosition{position.epoch + 1, 0}
                                       : DataPosition{position.epoch, m_starts[end]};
    return {m_batches.begin() + static_cast<std::ptrdiff_t>(begin),
        m_batches.begin() + static_cast<std::ptrdiff_t>(end)};
}

} // namespace interweave
