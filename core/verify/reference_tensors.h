// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace interweave {

/// The tensors of a reference's file. Inputs are taken out one by one, each checked; what is left
/// are the outputs to hold ours against. Everything throws Error{CorruptData} naming file and
/// tensor.
class ReferenceTensors {
public:
    explicit ReferenceTensors(const std::filesystem::path& file);

    bool contains(const std::string& name) const { return m_tensors.contains(name); }
    /// An int64 tensor of `dimensions` dimensions, none of them zero, on the CPU and contiguous.
    at::Tensor takeIntegers(const std::string& name, int64_t dimensions);
    /// Token ids [rows, length], each in 0 … vocabulary − 1.
    at::Tensor takeTokens(const std::string& name, int64_t vocabulary);
    /// What was not taken, by name.
    NamedTensors rest() const { return {m_tensors.begin(), m_tensors.end()}; }

    /// "file: tensor 'name'", for errors.
    std::string where(const std::string& name) const;

private:
    std::filesystem::path m_file;
    std::map<std::string, at::Tensor> m_tensors;
};

/// The rows of an int64 matrix.
std::vector<std::vector<int64_t>> rowsOf(const at::Tensor& matrix);

} // namespace interweave
