// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/mapped_tensor.h"

#include <ATen/ATen.h>
#include <cstring>

namespace interweave {

at::Tensor mappedTensor(const std::shared_ptr<const MappedFile>& file,
    std::span<const std::byte> bytes, const std::vector<int64_t>& shape, at::ScalarType dtype)
{
    if (bytes.empty())
        return at::empty(shape, dtype);
    if (reinterpret_cast<uintptr_t>(bytes.data()) % c10::elementSize(dtype) != 0) {
        at::Tensor copy = at::empty(shape, dtype);
        std::memcpy(copy.mutable_data_ptr(), bytes.data(), bytes.size());
        return copy;
    }
    void* data = const_cast<std::byte*>(bytes.data());
    return at::from_blob(
        data, shape, [file](void*) {}, dtype);
}

} // namespace interweave
