// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/convert.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/gguf_tokenizer.h"
#include "core/tensorio/model_folder.h"
#include "core/tensorio/safetensors_layout.h"
#include "core/tensorio/safetensors_writer.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace interweave {

namespace fs = std::filesystem;

namespace {

std::optional<at::ScalarType> parseDtype(const std::string& name)
{
    if (name == "auto")
        return std::nullopt;
    if (name == "fp32")
        return at::kFloat;
    if (name == "bf16")
        return at::kBFloat16;
    if (name == "fp16")
        return at::kHalf;
    throw Error(ErrorCode::InvalidArgument, "dtype",
        "is '" + name + "', expected auto, fp32, bf16 or fp16");
}

/// Replacing a folder removes what is in it: only an earlier conversion may go.
void refuseToOverwrite(const fs::path& source, const fs::path& target)
{
    if (!fs::exists(target))
        return;
    if (!fs::is_directory(target))
        throw Error(
            ErrorCode::InvalidArgument, target.string(), "is a file, a folder was expected");
    if (fs::equivalent(source, target))
        throw Error(ErrorCode::InvalidArgument, target.string(), "is the folder to convert");
    for (const auto& entry : fs::directory_iterator(target)) {
        if (!entry.is_regular_file() || !isModelFile(entry.path().filename().string()))
            throw Error(ErrorCode::InvalidArgument, target.string(),
                "is not empty: '" + entry.path().filename().string() + "' would be lost");
    }
}

void writeJson(
    const fs::path& path, const nlohmann::ordered_json& document, const std::string& where)
{
    try {
        writeFileAtomically(path, document.dump(2) + "\n");
    } catch (const nlohmann::json::exception& error) { // text from a GGUF file may be anything
        throw Error(ErrorCode::CorruptData, where,
            std::string("holds text that is not UTF-8: ") + error.what());
    }
}

/// The dtype a tensor has once loaded and converted.
at::ScalarType targetDtype(const TensorInfo& info, std::optional<at::ScalarType> wanted)
{
    const SafetensorsType* type = findSafetensorsType(info.dtype);
    const at::ScalarType loaded
        = type && type->torchType ? *type->torchType : at::kFloat; // quantised
    return wanted && at::isFloatingType(loaded) ? *wanted : loaded;
}

class Conversion {
public:
    Conversion(Checkpoint checkpoint, const fs::path& folder, std::optional<at::ScalarType> dtype,
        std::stop_token stop)
        : m_checkpoint(std::move(checkpoint))
        , m_source(m_checkpoint.path())
        , m_folder(folder)
        , m_dtype(dtype)
        , m_stop(std::move(stop))
    {
    }

    void run() const
    {
        if (m_checkpoint.format() == "gguf")
            writeTokenizer();
        else
            copyTokenizerFiles(
                fs::is_directory(m_source) ? m_source : m_source.parent_path(), m_folder);
        writeConfigs();
        writeWeights();
    }

private:
    void writeTokenizer() const
    {
        const GgufFile file(m_source);
        const std::string where = m_source.string();
        writeJson(m_folder / "tokenizer.json", makeGgufTokenizer(file, where), where);
        writeJson(m_folder / "tokenizer_config.json", makeGgufTokenizerConfig(file, where), where);
    }

    void writeConfigs() const
    {
        nlohmann::ordered_json config = m_checkpoint.config();
        config.erase("torch_dtype"); // the former name
        config["dtype"] = mainDtype();
        writeJson(m_folder / "config.json", config, m_source.string());
        if (fs::exists(m_folder / "generation_config.json"))
            return;
        nlohmann::ordered_json generation = {{"_from_model_config", true}};
        for (const char* key : {"bos_token_id", "eos_token_id", "pad_token_id"}) {
            if (config.contains(key))
                generation[key] = config[key];
        }
        writeJson(m_folder / "generation_config.json", generation, m_source.string());
    }

    /// transformers' name of the dtype that most elements have.
    std::string mainDtype() const
    {
        std::map<at::ScalarType, int64_t> elements;
        for (const TensorInfo& info : m_checkpoint.tensors())
            elements[targetDtype(info, m_dtype)] += c10::multiply_integers(info.shape);
        const auto most = std::max_element(elements.begin(), elements.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
        switch (most == elements.end() ? at::kFloat : most->first) {
        case at::kBFloat16: return "bfloat16";
        case at::kHalf: return "float16";
        case at::kDouble: return "float64";
        default: return "float32";
        }
    }

    void writeWeights() const
    {
        std::vector<TensorInfo> infos = m_checkpoint.tensors();
        for (TensorInfo& info : infos)
            info.dtype = safetensorsType(targetDtype(info, m_dtype)).name;
        SafetensorsWriter writer(
            m_folder / "model.safetensors", std::move(infos), {{"format", "pt"}});
        for (const TensorInfo& info : writer.order()) {
            if (m_stop.stop_requested())
                throw Error(ErrorCode::Cancelled, m_source.string(), "the conversion was stopped");
            writer.write(
                m_checkpoint.load(info.name).to(*findSafetensorsType(info.dtype)->torchType));
        }
        writer.commit();
    }

    Checkpoint m_checkpoint;
    fs::path m_source;
    fs::path m_folder;
    std::optional<at::ScalarType> m_dtype;
    std::stop_token m_stop;
};

} // namespace

void convertToFolder(
    const fs::path& source, const fs::path& target, const std::string& dtype, std::stop_token stop)
{
    const auto wanted = parseDtype(dtype);
    Checkpoint checkpoint(source);
    try {
        refuseToOverwrite(source, target);
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::Io, target.string(), error.code().message());
    }
    AtomicFolder folder(target);
    Conversion(std::move(checkpoint), folder.path(), wanted, std::move(stop)).run();
    folder.commit();
}

} // namespace interweave
