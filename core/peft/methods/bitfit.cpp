// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/adapted_modules.h"
#include "core/peft/adapter_config.h"
#include "core/peft/folder_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"

#include <ATen/ATen.h>

#include <map>

namespace interweave {

using nlohmann::json;

namespace {

/// BitFit: y = W x + b + δ, δ: [out] fp32, zero in the beginning; maps that have no bias get one.
/// PEFT has no such method: the folder is that of a LoRA of rank 1 whose matrices are zero and
/// whose B has the bias δ, which PEFT computes the same from. Source: Ben Zaken et al., arXiv
/// 2106.10199.
class BitFitAdapter : public FolderAdapter {
public:
    struct Module {
        AdaptedModule place;
        at::Tensor bias; // [out]
    };

    BitFitAdapter(json config, std::vector<Module> modules)
        : FolderAdapter(std::move(config))
        , m_modules(std::move(modules))
    {
        for (const Module& module : m_modules)
            m_sites[module.place.linear].push_back(&module);
    }

    bool adapts(const Linear& linear) const override { return m_sites.contains(linear.index()); }

    at::Tensor apply(const Linear& linear, const at::Tensor& /*x*/, at::Tensor y,
        const Dropout& /*dropout*/) const override
    {
        const auto site = m_sites.find(linear.index());
        if (site == m_sites.end())
            return y;
        std::vector<ModuleColumns> parts;
        for (const Module* module : site->second)
            parts.push_back({module->place, module->bias});
        const at::Tensor bias = joinColumns(linear.outputs(), parts, [&](int64_t, int64_t count) {
            return at::zeros({count}, parts.front().values.options());
        });
        return y + bias.to(y.scalar_type());
    }

    NamedTensors parameters() const override
    {
        NamedTensors result;
        for (const Module& module : m_modules)
            result.emplace_back(peftKey(module.place.name, "lora_B.bias"), module.bias);
        return result;
    }

    NamedTensors trainingState() const override { return parameters(); }

protected:
    NamedTensors folderTensors() const override
    {
        NamedTensors tensors;
        for (const auto& [place, bias] : m_modules) {
            tensors.emplace_back(
                peftKey(place.name, "lora_A.weight"), at::zeros({1, place.inputs}));
            tensors.emplace_back(
                peftKey(place.name, "lora_B.weight"), at::zeros({place.outputs, 1}));
            tensors.emplace_back(peftKey(place.name, "lora_B.bias"), bias);
        }
        return tensors;
    }

private:
    std::vector<Module> m_modules;
    std::map<int64_t, std::vector<const Module*>> m_sites; // by the linears' indices
};

std::shared_ptr<PeftAdapter> makeBitFit(const PeftConfig& config, const AdapterStart& start)
{
    json stored = methodConfig("LORA", config.bitfit.targets, start.decoder.linears());
    stored.update({{"r", 1}, {"lora_alpha", 1}, {"lora_dropout", 0.0}, {"lora_bias", true},
        {"bias", "none"}, {"init_lora_weights", true}});
    std::vector<BitFitAdapter::Module> modules;
    for (const AdaptedModule& place :
        findAdaptedModules(stored, start.decoder.linears(), "method.bitfit.targets"))
        modules.push_back({place, asParameter(at::zeros({place.outputs}), start.decoder.device())});
    return std::make_shared<BitFitAdapter>(std::move(stored), std::move(modules));
}

} // namespace

/// Read back as the LoRA that its folder is.
const PeftMethod kBitFit{
    "bitfit", {}, makeBitFit, nullptr, [](const PeftConfig& /*config*/) { return 0.0; }};

} // namespace interweave
