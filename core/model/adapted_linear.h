// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/model/token_layout.h"

#include <span>
#include <vector>

namespace interweave {

/// An adapter and the tokens it is used on: begin … end − 1.
struct AdaptedTokens {
    const AdapterUse* use = nullptr;
    int64_t begin = 0;
    int64_t end = 0;
};

/// The tokens of the rows that `adapters` are used on. Throws Error{InvalidArgument} for rows that
/// the batch does not have.
std::vector<AdaptedTokens> adaptedTokens(
    std::span<const AdapterUse> adapters, const TokenLayout& layout);

/// x: [tokens, inputs] → [tokens, outputs]: the linear map, changed by the adapters where they are
/// used.
at::Tensor project(
    const Linear& linear, const at::Tensor& x, std::span<const AdaptedTokens> adapted);

} // namespace interweave
