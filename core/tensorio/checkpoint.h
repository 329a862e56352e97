// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace interweave {

/// A model on disk, whatever its format: config and tensors in Hugging Face's spelling and names. A
/// folder holds config.json with model.safetensors or an index of shards; a .gguf file gets its
/// config from its metadata, its names translated, and llama's permuted query and key rows put
/// back.
class Checkpoint {
public:
    /// Throws Error{NotFound} when there is nothing at `path`, Error{CorruptData},
    /// Error{Unsupported}.
    explicit Checkpoint(const std::filesystem::path& path);
    ~Checkpoint();
    Checkpoint(Checkpoint&&) noexcept;
    Checkpoint& operator=(Checkpoint&&) noexcept;

    const std::filesystem::path& path() const;
    /// "safetensors" or "gguf".
    std::string format() const;
    /// The keys of config.json (for GGUF: made from metadata, transformers 5 spelling, "model_type"
    /// set).
    const nlohmann::json& config() const;

    const std::vector<TensorInfo>& tensors() const; // Hugging Face names
    bool contains(std::string_view name) const;
    /// CPU tensor; may alias the mapped file: treat it as read-only. Throws Error{NotFound} naming
    /// file and tensor.
    at::Tensor load(std::string_view name) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace interweave
