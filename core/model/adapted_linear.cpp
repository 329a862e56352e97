// SPDX-License-Identifier: Apache-2.0
#include "core/model/adapted_linear.h"

#include "core/support/error.h"

#include <ATen/ATen.h>

#include <string>

namespace interweave {

void requireRows(std::span<const AdapterUse> adapters, int64_t rows)
{
    for (const AdapterUse& use : adapters)
        if (!use.adapter || use.firstRow < 0 || use.rowCount < 1
            || use.firstRow + use.rowCount > rows)
            throw Error(ErrorCode::InvalidArgument, "forward",
                "an adapter is used on rows " + std::to_string(use.firstRow) + " to "
                    + std::to_string(use.firstRow + use.rowCount - 1) + " of a batch of "
                    + std::to_string(rows));
}

std::vector<AdaptedTokens> adaptedTokens(
    std::span<const AdapterUse> adapters, const TokenLayout& layout)
{
    std::vector<AdaptedTokens> adapted;
    for (const AdapterUse& use : adapters) {
        const auto first = static_cast<size_t>(use.firstRow);
        const auto last = static_cast<size_t>(use.firstRow + use.rowCount - 1);
        adapted.push_back({&use, layout.starts[first], layout.starts[last] + layout.lengths[last]});
    }
    return adapted;
}

at::Tensor withRows(const at::Tensor& x, int64_t begin, int64_t end,
    const std::function<at::Tensor(const at::Tensor&)>& change)
{
    if (end - begin == x.size(0))
        return change(x);
    const at::Tensor rows = x.narrow(0, begin, end - begin);
    const at::Tensor changed = change(rows);
    return changed.is_alias_of(rows)
        ? x
        : at::cat({x.narrow(0, 0, begin), changed, x.narrow(0, end, x.size(0) - end)});
}

at::Tensor project(
    const Linear& linear, const at::Tensor& x, std::span<const AdaptedTokens> adapted)
{
    const auto adapts = [&](const AdaptedTokens& tokens) {
        return tokens.begin < tokens.end && tokens.use->adapter->adapts(linear);
    };
    at::Tensor input = x;
    for (const AdaptedTokens& tokens : adapted)
        if (adapts(tokens))
            input = withRows(input, tokens.begin, tokens.end,
                [&](const at::Tensor& rows) { return tokens.use->adapter->input(linear, rows); });
    at::Tensor y = linear.forward(input);
    for (const AdaptedTokens& tokens : adapted)
        if (adapts(tokens))
            y = withRows(y, tokens.begin, tokens.end, [&](const at::Tensor& rows) {
                return tokens.use->adapter->apply(linear,
                    input.narrow(0, tokens.begin, tokens.end - tokens.begin), rows,
                    tokens.use->dropout);
            });
    return y;
}

std::pair<at::Tensor, at::Tensor> addNorm(const at::Tensor& x, const at::Tensor& delta,
    const Norm& norm, std::span<const AdaptedTokens> adapted)
{
    auto [sum, normed] = addNorm(x, delta, norm);
    for (const auto& [use, begin, end] : adapted) {
        const std::optional<Norm> own
            = norm && begin < end ? use->adapter->norm(norm) : std::nullopt;
        if (own)
            normed = withRows(normed, begin, end, [&](const at::Tensor&) {
                return addNorm(sum.narrow(0, begin, end - begin), {}, *own).second;
            });
    }
    return {sum, normed};
}

} // namespace interweave
