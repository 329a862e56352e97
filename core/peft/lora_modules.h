// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"
#include "core/peft/lora.h"
#include "core/peft/lora_delta.h"

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace interweave {

/// One adapted map: where it lies in the decoder and its two matrices.
struct LoraModule {
    std::string name; // Hugging Face's module path
    int64_t linear = 0; // index of the fused linear it is part of
    int64_t inputs = 0;
    int64_t outputs = 0;
    int64_t rank = 0;
    LoraPart part;
};

/// adapter_config.json as PEFT would write it, "all-linear" spelled out.
nlohmann::json loraConfigJson(const LoraConfig& config, const std::vector<const Linear*>& linears);

/// The maps of `linears` that a PEFT LoRA config adapts, with rank and scale, matrices still
/// undefined. Routers and experts are linear modules to PEFT on transformers 4 only: they are
/// adapted where `stored`, a folder's tensors, has them. Throws Error{CorruptData, Unsupported,
/// where} for options that are wrong or not computed here, each by name, and Error{InvalidArgument,
/// where} when nothing matches.
std::vector<LoraModule> findLoraModules(const nlohmann::json& config,
    const std::vector<const Linear*>& linears, const std::string& where,
    const std::map<std::string, at::Tensor>& stored = {});

/// PEFT's name of a matrix ("lora_A" or "lora_B") in adapter_model.safetensors.
std::string loraKey(const std::string& module, const char* matrix);

} // namespace interweave
