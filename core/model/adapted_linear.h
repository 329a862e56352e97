// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/model/token_layout.h"

#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace interweave {

/// An adapter and the tokens it is used on: begin … end − 1.
struct AdaptedTokens {
    const AdapterUse* use = nullptr;
    int64_t begin = 0;
    int64_t end = 0;
};

/// x with rows begin … end − 1 as `change` makes them of what they were; it may change them in
/// place.
at::Tensor withRows(const at::Tensor& x, int64_t begin, int64_t end,
    const std::function<at::Tensor(const at::Tensor&)>& change);

/// Throws Error{InvalidArgument} for rows that a batch of `rows` rows does not have.
void requireRows(std::span<const AdapterUse> adapters, int64_t rows);

/// The tokens of the rows that `adapters` are used on.
std::vector<AdaptedTokens> adaptedTokens(
    std::span<const AdapterUse> adapters, const TokenLayout& layout);

/// x: [tokens, inputs] → [tokens, outputs]: the linear map, changed by the adapters where they are
/// used.
at::Tensor project(
    const Linear& linear, const at::Tensor& x, std::span<const AdaptedTokens> adapted);

/// As addNorm of norm.h, with the adapters' norms where they are used.
std::pair<at::Tensor, at::Tensor> addNorm(const at::Tensor& x, const at::Tensor& delta,
    const Norm& norm, std::span<const AdaptedTokens> adapted);

} // namespace interweave
