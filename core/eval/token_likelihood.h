// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder.h"

#include <cstdint>

namespace interweave {

/// log p(target) for k tokens at each of n positions, the logarithm taken over the whole
/// vocabulary. memories: [n, hidden], what the head reads; targets: [n, k] int64. Returns fp64
/// [n, k] on the CPU. Logits exist for `chunk` positions at a time.
at::Tensor tokenLogLikelihoods(const Decoder& decoder, const at::Tensor& memories,
    const at::Tensor& targets, int64_t chunk = 256);

} // namespace interweave
