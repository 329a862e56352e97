// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace interweave {

/// Dropout as a pure function of a seed: element i of x becomes 0 with probability p and x_i/(1−p)
/// else, decided by bits of mixBits(seed, i/4). The same elements are dropped on every device and
/// in every dtype, and nothing has to be kept for the backward pass: the map is linear and
/// diagonal, so its gradient is the same call on the gradient. On CUDA torch's Philox generator
/// decides instead: in every dtype alike, but by the kind of GPU. Records no graph itself. x: any
/// shape, floating point, finite. p in [0, 1), rounded to 1/65536 (not on CUDA); at 0 x itself is
/// returned.
at::Tensor seededDropout(const at::Tensor& x, double p, uint64_t seed);

} // namespace interweave
