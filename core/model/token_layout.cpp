// SPDX-License-Identifier: Apache-2.0
#include "core/model/token_layout.h"

#include "core/model/index_tensor.h"
#include "core/support/error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>
#include <string>

namespace interweave {

namespace {

bool allEqual(const std::vector<int64_t>& values)
{
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

void check(const TokenBatch& batch, const KvCache* cache)
{
    int64_t total = 0;
    for (const int64_t length : batch.lengths) {
        if (length < 1)
            throw Error(ErrorCode::InvalidArgument, "forward", "a row has no tokens");
        total += length;
    }
    if (batch.lengths.empty() || batch.ids.dim() != 1 || batch.ids.size(0) != total) {
        throw Error(ErrorCode::InvalidArgument, "forward",
            "the rows' lengths add up to " + std::to_string(total) + ", the batch holds "
                + std::to_string(batch.ids.numel()) + " tokens");
    }
    if (cache && cache->rows() != static_cast<int64_t>(batch.lengths.size())) {
        throw Error(ErrorCode::InvalidArgument, "forward",
            "the cache has " + std::to_string(cache->rows()) + " rows, the batch "
                + std::to_string(batch.lengths.size()));
    }
}

} // namespace

TokenLayout::TokenLayout(const TokenBatch& batch, const KvCache* cache,
    std::span<const Rotary> rotaries, at::Device device)
    : lengths(batch.lengths)
{
    check(batch, cache);
    rows = static_cast<int64_t>(lengths.size());
    tokens = batch.ids.size(0);
    past = cache ? cache->lengths() : std::vector<int64_t>(lengths.size(), 0);
    longest = *std::max_element(lengths.begin(), lengths.end());
    uniform = allEqual(lengths);
    uniformPast = allEqual(past);
    hasPast = std::any_of(past.begin(), past.end(), [](int64_t length) { return length > 0; });

    std::vector<int64_t> position, row, slot, totals;
    for (int64_t r = 0; r < rows; ++r) {
        const auto index = static_cast<size_t>(r);
        starts.push_back(static_cast<int64_t>(position.size()));
        totals.push_back(past[index] + lengths[index]);
        longestTotal = std::max(longestTotal, totals.back());
        for (int64_t i = 0; i < lengths[index]; ++i) {
            position.push_back(past[index] + i);
            row.push_back(r);
            slot.push_back(r * longest + i);
        }
    }
    positions = indexTensor(position, device);
    if (!uniform || !uniformPast)
        rowOfToken = indexTensor(row, device);
    if (!uniform)
        slotOfToken = indexTensor(slot, device);
    for (const Rotary& rotary : rotaries)
        angles.push_back(rotary.angles(positions, lengths, totals));
}

at::Tensor TokenLayout::pad(const at::Tensor& x) const
{
    const at::Tensor slots = uniform
        ? x
        : at::zeros({rows * longest, x.size(1), x.size(2)}, x.options())
              .index_copy_(0, slotOfToken, x);
    return slots.view({rows, longest, x.size(1), x.size(2)}).transpose(1, 2);
}

at::Tensor TokenLayout::unpad(const at::Tensor& x) const
{
    const at::Tensor slots = x.transpose(1, 2).reshape({rows * longest, x.size(1) * x.size(3)});
    return uniform ? slots : slots.index_select(0, slotOfToken);
}

const at::Tensor& TokenLayout::mask(int64_t window) const
{
    at::Tensor& allowed = m_masks[window];
    if (allowed.defined())
        return allowed;
    const auto options = positions.options();
    const at::Tensor first = indexTensor(past, options.device()).view({rows, 1, 1, 1});
    const at::Tensor query = first + at::arange(longest, options).view({1, 1, longest, 1});
    const at::Tensor key = at::arange(longestTotal, options).view({1, 1, 1, longestTotal});
    allowed = key <= query;
    if (window > 0)
        allowed = allowed.logical_and(key > query - window);
    return allowed;
}

const at::Tensor& TokenLayout::scoreMask(int64_t window, at::ScalarType dtype) const
{
    at::Tensor& added = m_scoreMasks[{window, dtype}];
    if (added.defined())
        return added;
    constexpr int64_t kStride = 16; // elements
    const int64_t width = (longestTotal + kStride - 1) / kStride * kStride;
    added = at::zeros({rows, 1, longest, width}, positions.options().dtype(dtype))
                .narrow(3, 0, longestTotal);
    added.masked_fill_(mask(window).logical_not(), -std::numeric_limits<double>::infinity());
    return added;
}

} // namespace interweave
