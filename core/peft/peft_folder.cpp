// SPDX-License-Identifier: Apache-2.0
#include "core/peft/peft_folder.h"

#include "core/peft/parameters.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/hash.h"
#include "core/support/mapped_file.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

namespace interweave {

using json = nlohmann::ordered_json;

namespace {

constexpr const char* kConfigFile = "adapter_config.json";
constexpr const char* kTensorFile = "adapter_model.safetensors";
constexpr size_t kMaxConfigBytes = 1 << 20;

struct Method {
    const char* name; // PEFT's peft_type
    std::shared_ptr<PeftAdapter> (*load)(json config, std::map<std::string, at::Tensor> tensors,
        const Decoder& decoder, const std::string& where);
};
constexpr Method kMethods[]{
    {"LORA", loadLora},
};

json readConfig(const std::filesystem::path& path)
{
    const MappedFile file(path);
    const std::span<const std::byte> bytes = file.bytes();
    if (bytes.size() > kMaxConfigBytes)
        throw Error(ErrorCode::CorruptData, path.string(),
            std::to_string(bytes.size()) + " bytes are too many for a PEFT config");
    const char* text = reinterpret_cast<const char*>(bytes.data());
    json config = json::parse(text, text + bytes.size(), nullptr, /*allow_exceptions=*/false);
    if (!config.is_object())
        throw Error(ErrorCode::CorruptData, path.string(), "expected a JSON object");
    return config;
}

} // namespace

std::shared_ptr<PeftAdapter> loadPeftFolder(
    const std::filesystem::path& folder, const Decoder& decoder)
{
    const std::string where = folder.string();
    json config = readConfig(folder / kConfigFile);
    const json type = config.value("peft_type", json());
    for (const Method& method : kMethods)
        if (type == method.name)
            return method.load(
                std::move(config), readSafetensors(folder / kTensorFile), decoder, where);
    throw Error(
        ErrorCode::Unsupported, (folder / kConfigFile).string(), "peft_type " + type.dump());
}

void writePeftFolder(const std::filesystem::path& folder, json config, const std::string& baseModel,
    const NamedTensors& parameters)
{
    config["base_model_name_or_path"] = baseModel;
    const std::string text = config.dump(2) + "\n";
    AtomicFile file(folder / kConfigFile);
    file.write(text.data(), text.size());
    file.commit();
    writeSafetensors(folder / kTensorFile, parameters);
}

std::string hashPeft(json config, const NamedTensors& parameters)
{
    config.erase("base_model_name_or_path");
    Hasher hasher;
    hasher.add(config.dump());
    hashTensors(hasher, parameters);
    return hasher.hex();
}

} // namespace interweave
