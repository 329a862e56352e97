// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// Free text has no prompt, so its query is our own definition: a row's first `spans[row]` tokens.
/// Returns the query mean that each token of one memory sees, fp32 [tokens, hidden]: at position t
/// of the query the running mean over positions 0 … t, after it the fixed mean over all of it, so
/// that no position sees a later token. memory: [tokens, hidden], rows of `lengths` tokens one
/// after another; spans from 1 to the row's length.
at::Tensor causalQueryMeans(const at::Tensor& memory, const std::vector<int64_t>& lengths,
    const std::vector<int64_t>& spans);

} // namespace interweave
