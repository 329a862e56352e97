// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace interweave {

/// Writes adapter_config.json (`config` with `baseModel` as base_model_name_or_path) and
/// adapter_model.safetensors into an existing folder. Throws Error{Io}.
void writePeftFolder(const std::filesystem::path& folder, nlohmann::json config,
    const std::string& baseModel, const NamedTensors& parameters);

/// The files that a PEFT folder consists of, whether they are there or not.
std::vector<std::filesystem::path> peftFolderFiles(const std::filesystem::path& folder);

/// A PEFT folder as it is. Throws Error{NotFound, CorruptData}.
struct PeftFolder {
    nlohmann::json config;
    std::map<std::string, at::Tensor> tensors;
};
PeftFolder readPeftFolder(const std::filesystem::path& folder);

/// Content hash of a config, whatever base model it names, and of parameters.
std::string hashPeft(nlohmann::json config, const NamedTensors& parameters);

} // namespace interweave
