// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace interweave {

/// What a checkpoint's format provides to Checkpoint.
class CheckpointSource {
public:
    virtual ~CheckpointSource() = default;

    virtual std::string format() const = 0;
    const nlohmann::json& config() const { return m_config; }
    /// In the order of their (Hugging Face) names.
    const std::vector<TensorInfo>& tensors() const { return m_tensors; }
    /// The tensor tensors()[index], on the CPU.
    virtual at::Tensor load(size_t index) const = 0;

protected:
    nlohmann::json m_config;
    std::vector<TensorInfo> m_tensors;
};

/// `path` is a folder that holds config.json and model.safetensors or an index of shards, or a
/// .safetensors file beside its config.json.
std::unique_ptr<CheckpointSource> openSafetensorsCheckpoint(const std::filesystem::path& path);

/// A .gguf file.
std::unique_ptr<CheckpointSource> openGgufCheckpoint(const std::filesystem::path& path);

} // namespace interweave
