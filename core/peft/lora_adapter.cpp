// SPDX-License-Identifier: Apache-2.0
#include "core/peft/lora_adapter.h"

#include "core/peft/peft_folder.h"
#include "core/peft/seeded_dropout.h"
#include "core/support/random.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

LoraAdapter::LoraAdapter(nlohmann::json config, std::vector<LoraModule> modules)
    : m_config(std::move(config))
    , m_modules(std::move(modules))
{
    for (const LoraModule& module : m_modules) {
        const auto index = static_cast<size_t>(module.linear);
        if (m_sites.size() <= index)
            m_sites.resize(index + 1);
        if (!m_sites[index])
            m_sites[index] = std::make_unique<Site>();
        m_sites[index]->parts.push_back(module.part);
    }
}

bool LoraAdapter::adapts(const Linear& linear) const
{
    const auto index = static_cast<size_t>(linear.index());
    return index < m_sites.size() && m_sites[index];
}

at::Tensor LoraAdapter::apply(
    const Linear& linear, const at::Tensor& x, at::Tensor y, const Dropout& dropout) const
{
    if (!adapts(linear))
        return y;
    const auto index = static_cast<size_t>(linear.index());
    const Site& site = *m_sites[index];
    const uint64_t seed = deriveSeed(dropout.seed, {static_cast<uint64_t>(index)});
    if (at::GradMode::is_enabled()) {
        site.cached.store(nullptr); // an optimizer step will follow
        return loraDelta(y, x, site.parts, dropout.p, seed);
    }
    addLoraDelta(y, seededDropout(x, dropout.p, seed), stackedFor(site, y.scalar_type())->stacked);
    return y;
}

std::shared_ptr<const LoraAdapter::Cached> LoraAdapter::stackedFor(
    const Site& site, at::ScalarType dtype)
{
    const auto current = [&](const Cached& cached) {
        size_t i = 0;
        for (const LoraPart& part : site.parts)
            if (cached.versions[i++] != part.a._version()
                || cached.versions[i++] != part.b._version())
                return false;
        return cached.stacked.down.scalar_type() == dtype
            && cached.stacked.down.device() == site.parts[0].a.device();
    };
    std::shared_ptr<const Cached> cached = site.cached.load();
    if (cached && current(*cached))
        return cached;

    auto fresh = std::make_shared<Cached>();
    for (const LoraPart& part : site.parts)
        fresh->versions.insert(fresh->versions.end(),
            {static_cast<uint32_t>(part.a._version()), static_cast<uint32_t>(part.b._version())});
    fresh->stacked = StackedLora::of(site.parts, dtype);
    site.cached.store(fresh);
    return fresh;
}

NamedTensors LoraAdapter::parameters() const
{
    NamedTensors result;
    for (const LoraModule& module : m_modules) {
        result.emplace_back(loraKey(module.name, "lora_A"), module.part.a);
        result.emplace_back(loraKey(module.name, "lora_B"), module.part.b);
    }
    return result;
}

void LoraAdapter::save(const std::filesystem::path& folder, const std::string& baseModel) const
{
    writePeftFolder(folder, m_config, baseModel, parameters());
}

std::string LoraAdapter::hash() const
{
    return hashPeft(m_config, parameters());
}

} // namespace interweave
