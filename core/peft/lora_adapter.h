// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/lora_modules.h"
#include "core/peft/peft_adapter.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace interweave {

/// LoRA on the linear maps of one decoder (equations in lora.h). `apply` may be called from several
/// threads at once.
class LoraAdapter : public PeftAdapter {
public:
    /// modules: with their matrices. `config` is kept as it is, for save.
    LoraAdapter(nlohmann::json config, std::vector<LoraModule> modules);

    bool adapts(const Linear& linear) const override;
    at::Tensor apply(const Linear& linear, const at::Tensor& x, at::Tensor y,
        const Dropout& dropout) const override;
    NamedTensors parameters() const override;
    void save(const std::filesystem::path& folder, const std::string& baseModel) const override;
    std::string hash() const override;

private:
    /// What inference needs of one linear's parts, made once for the versions the parameters had.
    struct Cached {
        StackedLora stacked;
        std::vector<uint32_t> versions;
    };
    struct Site {
        std::vector<LoraPart> parts;
        mutable std::atomic<std::shared_ptr<const Cached>> cached;
    };
    static std::shared_ptr<const Cached> stackedFor(const Site& site, at::ScalarType dtype);

    nlohmann::json m_config;
    std::vector<LoraModule> m_modules;
    std::vector<std::unique_ptr<Site>>
        m_sites; // by the linears' indices; null where nothing is adapted
};

} // namespace interweave
