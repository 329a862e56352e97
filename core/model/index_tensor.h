// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// [values] int64 on a device, for indexing there. The copy is queued like an operation: CUDA takes
/// what lies in plain host memory before the call returns, and makes nobody wait for the rest
/// (CUDA's "API synchronization behavior").
at::Tensor indexTensor(const std::vector<int64_t>& values, at::Device device);

} // namespace interweave
