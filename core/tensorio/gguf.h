// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace interweave {

/// One metadata value. Integers of every width are widened, arrays hold one element type.
using GgufValue = std::variant<bool, uint64_t, int64_t, double, std::string, std::vector<bool>,
    std::vector<uint64_t>, std::vector<int64_t>, std::vector<double>, std::vector<std::string>>;

/// A GGUF file, versions 2 and 3, mapped and checked whole on opening (see RELIABILITY rules in
/// core/README.md). Throws Error{CorruptData} or Error{Unsupported} naming the file and the field.
/// Thread-safe after construction. Format:
/// https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
class GgufFile {
public:
    explicit GgufFile(const std::filesystem::path& path);
    ~GgufFile();
    GgufFile(GgufFile&&) noexcept;
    GgufFile& operator=(GgufFile&&) noexcept;

    const std::vector<TensorInfo>&
    tensors() const; // shapes in torch's order, slowest dimension first
    const std::vector<std::pair<std::string, GgufValue>>& metadata() const;
    const GgufValue* find(std::string_view key) const; // nullptr when absent

    std::optional<std::string> text(std::string_view key) const;
    std::optional<int64_t> integer(std::string_view key) const;
    std::optional<double> number(std::string_view key) const; // integers too
    std::optional<bool> boolean(std::string_view key) const;

    /// Dequantised CPU tensor: F32 for quantised blocks, the file's own dtype for F32, F16 and BF16
    /// (aliasing the map).
    at::Tensor tensor(std::string_view name) const;

private:
    struct Impl;
    std::shared_ptr<const Impl> m_impl;
};

} // namespace interweave
