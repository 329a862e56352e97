// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace interweave {

/// A .safetensors file, mapped and checked whole before the first tensor is handed out: header
/// length, UTF-8 JSON without duplicate keys, shapes times element size equal to the byte ranges,
/// ranges contiguous from 0 to the end of the file. Throws Error{CorruptData} naming the file and
/// the tensor. Thread-safe after construction. Format: https://github.com/huggingface/safetensors
/// (Format).
class SafetensorsFile {
public:
    explicit SafetensorsFile(const std::filesystem::path& path);
    ~SafetensorsFile();
    SafetensorsFile(SafetensorsFile&&) noexcept;
    SafetensorsFile& operator=(SafetensorsFile&&) noexcept;

    /// In the order of their names.
    const std::vector<TensorInfo>& tensors() const;
    const std::map<std::string, std::string>& metadata() const;
    bool contains(std::string_view name) const { return find(name) != nullptr; }
    const TensorInfo* find(std::string_view name) const; // nullptr when absent

    /// CPU tensor in the file's dtype that aliases the mapped bytes (and keeps them alive): treat
    /// it as read-only. Throws Error{NotFound} for an unknown name, Error{Unsupported} for a dtype
    /// torch has no use for here (FP8).
    at::Tensor tensor(std::string_view name) const;

private:
    struct Impl;
    std::shared_ptr<const Impl> m_impl;
};

/// All tensors of a small file, by name.
std::map<std::string, at::Tensor> readSafetensors(const std::filesystem::path& path);

/// Writes tensors (any device, made contiguous on the CPU) atomically, in the reference's own
/// layout: sorted by descending element size, then by name; header padded with spaces to a multiple
/// of 8.
void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
    const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

} // namespace interweave
