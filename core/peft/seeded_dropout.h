// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace interweave {

/// Dropout as a pure function of a seed: element i of x becomes 0 with probability p and x_i/(1−p)
/// else, decided by bits of mixBits(seed, i/4), on CUDA by torch's Philox generator. The same
/// elements are dropped in every dtype and, but for CUDA, on every device, and nothing has to be
/// kept for the backward pass: the map is linear and diagonal, so its gradient is the same call on
/// the gradient. Records no graph itself. x: any shape, floating point. p in [0, 1), rounded to
/// 1/65536; at 0 x itself is returned.
at::Tensor seededDropout(const at::Tensor& x, double p, uint64_t seed);

} // namespace interweave
