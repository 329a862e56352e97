// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/adapted_modules.h"
#include "core/peft/adapter_config.h"
#include "core/peft/folder_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"
#include "core/peft/target_modules.h"

#include <ATen/ATen.h>

#include <map>

namespace interweave {

using nlohmann::json;

namespace {

const std::set<std::string> kKnownKeys{"feedforward_modules", "init_ia3_weights"};

/// (IA)³: the output of a map times l, or its input where the map is named as feed-forward. l: fp32
/// [out] or [in], 1 in the beginning; products in fp32. Source: Liu et al., arXiv 2205.05638;
/// names and shapes as PEFT 0.21.
class Ia3Adapter : public FolderAdapter {
public:
    struct Module {
        AdaptedModule place;
        bool atInput;
        at::Tensor scale; // [out, 1] or, at the input, [1, in]: as PEFT stores it
    };

    Ia3Adapter(json config, std::vector<Module> modules)
        : FolderAdapter(std::move(config))
        , m_modules(std::move(modules))
    {
        for (const Module& module : m_modules)
            m_sites[module.place.linear].push_back(&module);
    }

    bool adapts(const Linear& linear) const override { return m_sites.contains(linear.index()); }

    at::Tensor input(const Linear& linear, at::Tensor x) const override
    {
        const Module* const whole = scaledWhole(linear);
        return whole ? (x * whole->scale).to(x.scalar_type()) : x;
    }

    at::Tensor apply(const Linear& linear, const at::Tensor& x, at::Tensor y,
        const Dropout& /*dropout*/) const override
    {
        if (!adapts(linear) || scaledWhole(linear))
            return y;
        std::vector<ModuleColumns> parts;
        for (const Module* module : m_sites.at(linear.index())) {
            const AdaptedModule& place = module->place;
            parts.push_back({place,
                module->atInput
                    ? productOf(linear, place, (x * module->scale).to(x.scalar_type()))
                    : (y.narrow(1, place.firstOutput, place.outputs) * module->scale.t())
                          .to(y.scalar_type())});
        }
        return joinColumns(linear.outputs(), parts,
            [&](int64_t first, int64_t count) { return y.narrow(1, first, count); });
    }

    NamedTensors parameters() const override
    {
        NamedTensors result;
        for (const Module& module : m_modules)
            result.emplace_back(peftKey(module.place.name, "ia3_l"), module.scale);
        return result;
    }

private:
    /// The module that is a whole linear map scaled at its input, so that no product is wasted.
    const Module* scaledWhole(const Linear& linear) const
    {
        const auto site = m_sites.find(linear.index());
        const bool whole
            = site != m_sites.end() && linear.parts().size() == 1 && site->second.front()->atInput;
        return whole ? site->second.front() : nullptr;
    }
    static at::Tensor productOf(
        const Linear& linear, const AdaptedModule& place, const at::Tensor& x)
    {
        const at::Tensor weight = linear.weight().narrow(0, place.firstOutput, place.outputs);
        const at::Tensor y = at::mm(x, weight.t());
        return linear.bias().defined()
            ? y + linear.bias().narrow(0, place.firstOutput, place.outputs)
            : y;
    }

    std::vector<Module> m_modules;
    std::map<int64_t, std::vector<const Module*>> m_sites; // by the linears' indices
};

/// The adapted modules with the place of their scale; values are still undefined.
std::vector<Ia3Adapter::Module> findModules(
    const json& config, const Decoder& decoder, const std::string& where)
{
    const TargetModules feedforward = TargetModules::named(config, "feedforward_modules", where);
    std::vector<Ia3Adapter::Module> modules;
    for (const AdaptedModule& place : findAdaptedModules(config, decoder.linears(), where))
        modules.push_back({place, feedforward.contains(place.name), {}});
    return modules;
}

std::vector<int64_t> shapeOf(const Ia3Adapter::Module& module)
{
    return module.atInput ? std::vector<int64_t>{1, module.place.inputs}
                          : std::vector<int64_t>{module.place.outputs, 1};
}

std::shared_ptr<PeftAdapter> loadIa3(AdapterFolder folder)
{
    requireKnownOptions(folder.config, kKnownKeys, "(IA)³", folder.where());
    std::vector<Ia3Adapter::Module> modules
        = findModules(folder.config, folder.decoder, folder.where());
    for (Ia3Adapter::Module& module : modules)
        module.scale
            = asParameter(folder.tensors.take(peftKey(module.place.name, "ia3_l"), shapeOf(module)),
                folder.decoder.device());
    folder.tensors.requireNoneLeft();
    return std::make_shared<Ia3Adapter>(std::move(folder.config), std::move(modules));
}

std::shared_ptr<PeftAdapter> makeIa3(const PeftConfig& config, const AdapterStart& start)
{
    json stored = methodConfig("IA3", config.ia3.targets, start.decoder.linears());
    stored.update({{"feedforward_modules", config.ia3.feedforward}, {"init_ia3_weights", true}});
    std::vector<Ia3Adapter::Module> modules
        = findModules(stored, start.decoder, "method.ia3.targets");
    for (Ia3Adapter::Module& module : modules)
        module.scale = asParameter(at::ones(shapeOf(module)), start.decoder.device());
    return std::make_shared<Ia3Adapter>(std::move(stored), std::move(modules));
}

} // namespace

const PeftMethod kIa3{
    "ia3", "IA3", makeIa3, loadIa3, [](const PeftConfig& /*config*/) { return 0.0; }};

} // namespace interweave
