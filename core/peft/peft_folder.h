// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace interweave {

/// Writes adapter_config.json (`config` with `baseModel` as base_model_name_or_path) and
/// adapter_model.safetensors into an existing folder. Throws Error{Io}.
void writePeftFolder(const std::filesystem::path& folder, nlohmann::ordered_json config,
    const std::string& baseModel, const NamedTensors& parameters);

/// Content hash of a config, whatever base model it names, and of parameters.
std::string hashPeft(nlohmann::ordered_json config, const NamedTensors& parameters);

// One reader for each PEFT method: takes a folder's config and tensors. Throws as loadPeftFolder
// does.
std::shared_ptr<PeftAdapter> loadLora(nlohmann::ordered_json config,
    std::map<std::string, at::Tensor> tensors, const Decoder& decoder, const std::string& where);

} // namespace interweave
