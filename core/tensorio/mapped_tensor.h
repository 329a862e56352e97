// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/mapped_file.h"

#include <ATen/core/Tensor.h>
#include <memory>
#include <span>
#include <vector>

namespace interweave {

/// A contiguous CPU tensor over `bytes` of `file`, which it keeps mapped: treat it as read-only.
/// Bytes that are not aligned for `dtype` are copied. The bytes are exactly the tensor's.
at::Tensor mappedTensor(const std::shared_ptr<const MappedFile>& file,
    std::span<const std::byte> bytes, const std::vector<int64_t>& shape, at::ScalarType dtype);

} // namespace interweave
