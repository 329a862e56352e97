// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"
#include "core/peft/peft_config.h"
#include "core/peft/stored_tensors.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

namespace interweave {

/// What a recipe says of the adapter to be trained.
struct PeftConfig {
    std::string method = "lora"; // a PeftMethod's name, or "full": no adapter, every weight trained

    bool trainsAllWeights() const { return method == "full"; }
    LoraConfig lora;
    AdaLoraConfig adalora;
    Ia3Config ia3;
    VeraConfig vera;
    BitFitConfig bitfit;
    LnTuningConfig lnTuning;
    VirtualTokensConfig promptTuning;
    VirtualTokensConfig prefixTuning;
    LoraMoeConfig loraMoe;
};

/// What a fresh adapter starts from.
struct AdapterStart {
    const Decoder& decoder;
    uint64_t seed = 0;
    int64_t steps = 0; // of the whole training
};

/// A PEFT folder as it was read.
struct AdapterFolder {
    nlohmann::json config;
    StoredTensors tensors;
    const Decoder& decoder;

    const std::string& where() const { return tensors.where(); }
};

/// One PEFT method; one file in methods/ defines one.
struct PeftMethod {
    std::string_view name; // in recipes
    std::string_view peftType; // in adapter_config.json; empty: folders are another method's
    std::shared_ptr<PeftAdapter> (*make)(const PeftConfig& config, const AdapterStart& start);
    std::shared_ptr<PeftAdapter> (*load)(AdapterFolder folder); // throws as loadPeftFolder does
    double (*dropout)(const PeftConfig& config); // of the adapter's input in training
};

extern const PeftMethod kLora;
extern const PeftMethod kAdaLora;
extern const PeftMethod kIa3;
extern const PeftMethod kVera;
extern const PeftMethod kBitFit;
extern const PeftMethod kLnTuning;
extern const PeftMethod kPromptTuning;
extern const PeftMethod kPrefixTuning;
extern const PeftMethod kLoraMoe;

/// Throws Error{InvalidArgument} for an unknown name, listing the known ones.
const PeftMethod& peftMethod(std::string_view name);
/// Throws Error{Unsupported, where} for an unknown peft_type.
const PeftMethod& methodOfType(const nlohmann::json& peftType, const std::string& where);
std::vector<std::string> peftMethodNames();

/// Dropout of the adapter's input in training; 0 where there is no adapter.
double adapterDropout(const PeftConfig& config);

/// A fresh adapter that changes nothing yet. Throws Error{InvalidArgument} for targets that match
/// nothing and numbers that are impossible.
std::shared_ptr<PeftAdapter> makeAdapter(const PeftConfig& config, const AdapterStart& start);

} // namespace interweave
