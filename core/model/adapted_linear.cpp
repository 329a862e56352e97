// SPDX-License-Identifier: Apache-2.0
#include "core/model/adapted_linear.h"

#include "core/support/error.h"

#include <ATen/ATen.h>

#include <string>

namespace interweave {

std::vector<AdaptedTokens> adaptedTokens(
    std::span<const AdapterUse> adapters, const TokenLayout& layout)
{
    std::vector<AdaptedTokens> adapted;
    for (const AdapterUse& use : adapters) {
        if (!use.adapter || use.firstRow < 0 || use.rowCount < 1
            || use.firstRow + use.rowCount > layout.rows) {
            throw Error(ErrorCode::InvalidArgument, "forward",
                "an adapter is used on rows " + std::to_string(use.firstRow) + " to "
                    + std::to_string(use.firstRow + use.rowCount - 1) + " of a batch of "
                    + std::to_string(layout.rows));
        }
        const auto first = static_cast<size_t>(use.firstRow);
        const auto last = static_cast<size_t>(use.firstRow + use.rowCount - 1);
        adapted.push_back({&use, layout.starts[first], layout.starts[last] + layout.lengths[last]});
    }
    return adapted;
}

at::Tensor project(
    const Linear& linear, const at::Tensor& x, std::span<const AdaptedTokens> adapted)
{
    at::Tensor y = linear.forward(x);
    for (const auto& [use, begin, end] : adapted) {
        if (begin == end || !use->adapter->adapts(linear))
            continue;
        if (end - begin == x.size(0)) {
            y = use->adapter->apply(linear, x, y, use->dropout);
            continue;
        }
        const at::Tensor part = y.narrow(0, begin, end - begin);
        const at::Tensor changed
            = use->adapter->apply(linear, x.narrow(0, begin, end - begin), part, use->dropout);
        if (!changed.is_alias_of(part))
            y = at::cat({y.narrow(0, 0, begin), changed, y.narrow(0, end, y.size(0) - end)});
    }
    return y;
}

} // namespace interweave
