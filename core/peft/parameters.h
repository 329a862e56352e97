// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/hash.h"
#include "core/tensorio/tensor_info.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// A [rows, inputs] fp32 matrix on the CPU, uniform in ±1/√inputs: Kaiming-uniform with a = √5,
/// torch's default for linear layers. A pure function of the seed.
at::Tensor kaimingUniform(int64_t rows, int64_t inputs, uint64_t seed);

/// A matrix of the normal distribution's numbers times `deviation`, else the same.
at::Tensor normalMatrix(int64_t rows, int64_t columns, double deviation, uint64_t seed);

/// A copy of `values` as a trainable leaf: fp32, contiguous, on `device`, whatever mode torch is
/// in.
at::Tensor asParameter(const at::Tensor& values, at::Device device);

/// The counts of changes of tensors: what was made from them is out of date when they differ.
std::vector<uint32_t> versionsOf(const NamedTensors& tensors);

/// Adds names and bytes of tensors on any device to a content hash.
void hashTensors(Hasher& hasher, const NamedTensors& tensors);

} // namespace interweave
