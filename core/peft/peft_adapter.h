// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/tensorio/tensor_info.h"

#include <filesystem>
#include <memory>
#include <string>

namespace interweave {

class Decoder;

/// A trainable adapter that reads and writes Hugging Face PEFT's folder format.
class PeftAdapter : public Adapter {
public:
    /// The trained tensors, fp32 leaves on the decoder's device, under PEFT's names
    /// ("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"). Handles: writing into
    /// them changes the adapter.
    virtual NamedTensors parameters() const = 0;

    /// Writes adapter_config.json and adapter_model.safetensors into an existing folder; `peft`
    /// loads them unchanged. `baseModel` becomes base_model_name_or_path. Throws Error{Io}.
    virtual void save(const std::filesystem::path& folder, const std::string& baseModel) const = 0;

    /// Content hash of config and parameters: the proof of which adapter answered.
    virtual std::string hash() const = 0;
};

/// Reads a PEFT folder for `decoder`. Throws Error{NotFound}, Error{CorruptData} (wrong shapes,
/// unknown modules, missing or left-over tensors, each by name), Error{Unsupported} (a PEFT method
/// or option we do not compute).
std::shared_ptr<PeftAdapter> loadPeftFolder(
    const std::filesystem::path& folder, const Decoder& decoder);

} // namespace interweave
