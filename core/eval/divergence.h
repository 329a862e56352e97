// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder.h"

#include <cstdint>

namespace interweave {

/// How far two distributions over the vocabulary are apart at each of n positions.
struct Divergence {
    at::Tensor kl; // KL(p ‖ q) = Σ_v p_v·(log p_v − log q_v), nats, fp64 [n] on the CPU
    at::Tensor sameToken; // whether the likeliest token is the same, fp64 [n] of 0 and 1
};

/// from, to: [n, hidden], what the head reads for p and q. In fp32; logits exist for `chunk`
/// positions at a time. Records no graph.
Divergence divergence(
    const Decoder& decoder, const at::Tensor& from, const at::Tensor& to, int64_t chunk = 128);

} // namespace interweave
