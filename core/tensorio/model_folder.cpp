// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/model_folder.h"

#include "core/support/atomic_file.h"
#include "core/support/file_name.h"
#include "core/support/strict_json.h"
#include "core/tensorio/safetensors.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr const char* kCopiedFiles[] = {"tokenizer.json", "tokenizer.model",
    "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json",
    "merges.txt", "chat_template.jinja", "generation_config.json"};

const char* transformersName(at::ScalarType dtype)
{
    return dtype == at::kBFloat16 ? "bfloat16" : dtype == at::kHalf ? "float16" : "float32";
}

} // namespace

void copyTokenizerFiles(const fs::path& source, const fs::path& target)
{
    for (const char* name : kCopiedFiles) {
        const fs::path path = fileInFolder(source, name, source.string());
        if (fs::exists(path))
            writeFileAtomically(target / name, readFile(path));
    }
}

bool isModelFile(const std::string& name)
{
    return name == "config.json" || name == "model.safetensors"
        || std::find(std::begin(kCopiedFiles), std::end(kCopiedFiles), name)
        != std::end(kCopiedFiles);
}

void writeModelFolder(const fs::path& target, const fs::path& source, const NamedTensors& tensors)
{
    const fs::path configFile = source / "config.json";
    nlohmann::ordered_json config
        = parseStrictJsonObject(readFile(configFile), configFile.string());
    config.erase("torch_dtype"); // the former name
    config["dtype"] = transformersName(tensors.front().second.scalar_type());

    AtomicFolder folder(target);
    copyTokenizerFiles(source, folder.path());
    writeFileAtomically(folder.path() / "config.json", config.dump(2) + "\n");
    writeSafetensors(folder.path() / "model.safetensors", tensors);
    folder.commit();
}

} // namespace interweave
