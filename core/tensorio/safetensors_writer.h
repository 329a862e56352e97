// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/atomic_file.h"
#include "core/tensorio/tensor_info.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace interweave {

/// Writes a .safetensors file tensor by tensor, so that a model larger than memory can pass
/// through. The file appears whole on `commit`, laid out as the reference writes it: sorted by
/// descending element size, then by name.
class SafetensorsWriter {
public:
    /// `tensors` names, types ("F32") and shapes of what will follow, in any order.
    /// Throws Error{InvalidArgument} for a name given twice or not UTF-8, or an unknown type;
    /// Error{Io}.
    SafetensorsWriter(const std::filesystem::path& path, std::vector<TensorInfo> tensors,
        const std::map<std::string, std::string>& metadata);

    /// The order in which `write` expects the tensors.
    const std::vector<TensorInfo>& order() const { return m_order; }

    /// The next tensor of `order`, from any device. Throws Error{Internal} when its dtype or shape
    /// is another.
    void write(const at::Tensor& tensor);

    /// Throws Error{Internal} when tensors are missing, Error{Io}.
    void commit();

private:
    AtomicFile m_file;
    std::vector<TensorInfo> m_order;
    size_t m_next = 0;
};

} // namespace interweave
