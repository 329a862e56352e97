// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/file_name.h"
#include "core/support/strict_json.h"
#include "core/tensorio/checkpoint_source.h"
#include "core/tensorio/safetensors.h"

#include <ATen/core/Tensor.h>
#include <map>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr auto kConfigName = "config.json";
constexpr auto kSingleName = "model.safetensors";
constexpr auto kIndexName = "model.safetensors.index.json";

class SafetensorsCheckpoint : public CheckpointSource {
public:
    explicit SafetensorsCheckpoint(const fs::path& path)
    {
        const bool isFolder = fs::is_directory(path);
        m_folder = isFolder ? path : path.parent_path();
        readConfig();
        if (!isFolder)
            addWholeFile(path);
        else if (fs::exists(m_folder / kSingleName))
            addWholeFile(inFolder(kSingleName, m_folder.string()));
        else if (fs::exists(m_folder / kIndexName))
            addIndexedShards();
        else
            throwNoWeights();
    }

    std::string format() const override { return "safetensors"; }

    at::Tensor load(size_t index) const override
    {
        return m_shards[m_shardOf[index]].tensor(m_tensors[index].name);
    }

private:
    fs::path inFolder(const std::string& name, const std::string& where) const
    {
        return fileInFolder(m_folder, name, where);
    }

    void readConfig()
    {
        const fs::path path = inFolder(kConfigName, m_folder.string());
        m_config = parseStrictJsonObject(readFile(path), path.string());
    }

    void addWholeFile(const fs::path& path)
    {
        m_shards.emplace_back(path);
        m_tensors = m_shards.back().tensors();
        m_shardOf.assign(m_tensors.size(), 0);
    }

    void addIndexedShards()
    {
        const fs::path path = inFolder(kIndexName, m_folder.string());
        const std::string where = path.string();
        const nlohmann::json index = parseStrictJsonObject(readFile(path), where);
        if (!index.contains("weight_map") || !index["weight_map"].is_object())
            throw Error(ErrorCode::CorruptData, where, "has no object 'weight_map'");
        std::map<std::string, size_t> shards; // by file name
        for (const auto& [name, file] : index["weight_map"].items()) { // sorted by name
            if (!file.is_string())
                throw Error(
                    ErrorCode::CorruptData, where, "weight_map '" + name + "' is not a file name");
            const auto [shard, isNew] = shards.emplace(file.get<std::string>(), m_shards.size());
            if (isNew)
                m_shards.emplace_back(inFolder(shard->first, where));
            addTensor(name, shard->first, shard->second);
        }
    }

    void addTensor(const std::string& name, const std::string& file, size_t shard)
    {
        const TensorInfo* info = m_shards[shard].find(name);
        if (!info)
            throw Error(ErrorCode::CorruptData, (m_folder / file).string(),
                std::string("lacks the tensor '") + name + "' that " + kIndexName
                    + " places there");
        m_tensors.push_back(*info);
        m_shardOf.push_back(shard);
    }

    [[noreturn]] void throwNoWeights() const
    {
        if (fs::exists(m_folder / "pytorch_model.bin")
            || fs::exists(m_folder / "pytorch_model.bin.index.json"))
            throw Error(ErrorCode::Unsupported, m_folder.string(),
                "holds pickled weights (pytorch_model.bin), which are not read: save them as "
                "safetensors");
        throw Error(ErrorCode::NotFound, m_folder.string(),
            std::string("holds neither ") + kSingleName + " nor " + kIndexName);
    }

    fs::path m_folder;
    std::vector<SafetensorsFile> m_shards;
    std::vector<size_t> m_shardOf; // the shard of each of m_tensors
};

} // namespace

std::unique_ptr<CheckpointSource> openSafetensorsCheckpoint(const fs::path& path)
{
    return std::make_unique<SafetensorsCheckpoint>(path);
}

} // namespace interweave
