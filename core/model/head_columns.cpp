// SPDX-License-Identifier: Apache-2.0
#include "core/model/head_columns.h"

#include "core/model/families.h"
#include "core/model/index_tensor.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <vector>

namespace interweave {

namespace {

/// Where a head's dimensions lie in the checkpoint, in the order in which attention wants them.
std::vector<int64_t> dimensionsOf(const DecoderConfig& config)
{
    const int64_t half = config.headDim / 2;
    int64_t pairs = 0;
    for (const RotaryConfig& rotary : config.rotaries)
        pairs = std::max(pairs, rotatedPairs(rotary, config.headDim));
    const bool neighbours = config.family->rotaryPairs == RotaryPairs::Neighbours;
    std::vector<int64_t> dimensions(static_cast<size_t>(2 * half));
    for (int64_t i = 0; i < half; ++i) {
        const bool turns = i < pairs;
        const int64_t first = !turns ? pairs + i : neighbours ? 2 * i : i;
        const int64_t second = !turns ? half + i : neighbours ? 2 * i + 1 : pairs + i;
        dimensions[static_cast<size_t>(i)] = first;
        dimensions[static_cast<size_t>(half + i)] = second;
    }
    return dimensions;
}

} // namespace

at::Tensor headColumns(const DecoderConfig& config, at::Device device)
{
    const int64_t group = config.heads / config.kvHeads;
    const bool together = config.family->headOrder == HeadOrder::Together;
    // The place among all heads, in the checkpoint's order, of a query, key or value head.
    const auto queryAt
        = [&](int64_t head) { return together ? head : head / group * (group + 2) + head % group; };
    const auto keyAt
        = [&](int64_t head) { return together ? config.heads + head : head * (group + 2) + group; };
    const auto valueAt = [&](int64_t head) {
        return together ? config.heads + config.kvHeads + head : head * (group + 2) + group + 1;
    };

    const std::vector<int64_t> dimensions = dimensionsOf(config);
    std::vector<int64_t> columns;
    for (int64_t head = 0; head < config.heads; ++head)
        for (const int64_t dimension : dimensions)
            columns.push_back(queryAt(head) * config.headDim + dimension);
    for (int64_t head = 0; head < config.kvHeads; ++head)
        for (const int64_t dimension : dimensions)
            columns.push_back(keyAt(head) * config.headDim + dimension);
    for (int64_t head = 0; head < config.kvHeads; ++head)
        for (int64_t dimension = 0; dimension < config.headDim; ++dimension)
            columns.push_back(valueAt(head) * config.headDim + dimension);
    if (std::ranges::is_sorted(columns))
        return {};
    return indexTensor(columns, device);
}

} // namespace interweave
