// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace interweave {

/// An adapter whose folder and content hash follow from a config and named tensors
/// (peft_folder.h): the config that it was made or read with, and its parameters, where a method
/// does not say otherwise.
class FolderAdapter : public PeftAdapter {
public:
    explicit FolderAdapter(nlohmann::json config)
        : m_config(std::move(config))
    {
    }

    void save(const std::filesystem::path& folder, const std::string& baseModel) const override;
    std::string hash() const override;

protected:
    virtual nlohmann::json folderConfig() const { return m_config; }
    virtual NamedTensors folderTensors() const { return parameters(); }

private:
    nlohmann::json m_config;
};

} // namespace interweave
