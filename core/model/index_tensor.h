// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

/// [values] int64 on a device, for indexing there. The copy is queued like an operation and not
/// waited for: a transfer from plain host memory has left it when the call returns.
at::Tensor indexTensor(const std::vector<int64_t>& values, at::Device device);

} // namespace interweave
