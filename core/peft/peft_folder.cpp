// SPDX-License-Identifier: Apache-2.0
#include "core/peft/peft_folder.h"

#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/hash.h"
#include "core/support/mapped_file.h"
#include "core/support/strict_json.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>

namespace interweave {

using nlohmann::json;

namespace {

constexpr const char* kConfigFile = "adapter_config.json";
constexpr const char* kTensorFile = "adapter_model.safetensors";

json readConfig(const std::filesystem::path& path)
{
    const MappedFile file(path);
    const auto* text = reinterpret_cast<const char*>(file.bytes().data());
    return parseStrictJsonObject({text, file.bytes().size()}, path.string());
}

} // namespace

std::shared_ptr<PeftAdapter> loadPeftFolder(
    const std::filesystem::path& folder, const Decoder& decoder)
{
    PeftFolder read = readPeftFolder(folder);
    const PeftMethod& method
        = methodOfType(read.config.value("peft_type", json()), (folder / kConfigFile).string());
    return method.load(
        {std::move(read.config), StoredTensors(std::move(read.tensors), folder.string()), decoder});
}

std::vector<std::filesystem::path> peftFolderFiles(const std::filesystem::path& folder)
{
    return {folder / kConfigFile, folder / kTensorFile};
}

PeftFolder readPeftFolder(const std::filesystem::path& folder)
{
    return {readConfig(folder / kConfigFile), readSafetensors(folder / kTensorFile)};
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
