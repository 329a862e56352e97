// SPDX-License-Identifier: Apache-2.0
#include "core/peft/low_rank_adapter.h"

#include "core/peft/parameters.h"
#include "core/peft/seeded_dropout.h"
#include "core/support/random.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

/// What inference needs of one linear's parts, made once for the versions the parameters had.
struct LowRankAdapter::Cached {
    StackedLora stacked;
    std::vector<uint32_t> versions;
};

std::vector<LoraPart> LowRankAdapter::Site::parts() const
{
    std::vector<LoraPart> parts;
    for (const LowRankModule* module : modules)
        parts.push_back(module->part());
    return parts;
}

LowRankAdapter::LowRankAdapter(nlohmann::json config, Modules modules)
    : FolderAdapter(std::move(config))
    , m_modules(std::move(modules))
{
    for (const std::unique_ptr<LowRankModule>& module : m_modules) {
        const auto index = static_cast<size_t>(module->place().linear);
        if (m_sites.size() <= index)
            m_sites.resize(index + 1);
        if (!m_sites[index])
            m_sites[index] = std::make_unique<Site>();
        m_sites[index]->modules.push_back(module.get());
        for (const auto& parameter : module->parameters())
            m_sites[index]->parameters.push_back(parameter);
    }
}

LowRankAdapter::~LowRankAdapter() = default;

bool LowRankAdapter::adapts(const Linear& linear) const
{
    const auto index = static_cast<size_t>(linear.index());
    return index < m_sites.size() && m_sites[index];
}

std::vector<const LowRankModule*> LowRankAdapter::modulesOf(const Linear& linear) const
{
    return adapts(linear) ? m_sites[static_cast<size_t>(linear.index())]->modules
                          : std::vector<const LowRankModule*>();
}

uint64_t LowRankAdapter::maskSeed(const Linear& linear, const Dropout& dropout)
{
    return deriveSeed(dropout.seed, {static_cast<uint64_t>(linear.index())});
}

at::Tensor LowRankAdapter::apply(
    const Linear& linear, const at::Tensor& x, at::Tensor y, const Dropout& dropout) const
{
    if (!adapts(linear))
        return y;
    const Site& site = *m_sites[static_cast<size_t>(linear.index())];
    const uint64_t seed = maskSeed(linear, dropout);
    if (at::GradMode::is_enabled()) {
        site.cached.store(nullptr); // an optimizer step will follow
        y = loraDelta(y, x, site.parts(), dropout.p, seed);
    } else {
        addLoraDelta(y, seededDropout(x, dropout.p, seed),
            stackedFor(site, y.scalar_type(), y.device())->stacked);
    }
    addBiases(site, y, 1.0);
    return y;
}

bool LowRankAdapter::addScaledChange(
    const Linear& linear, const at::Tensor& x, at::Tensor& y, double factor) const
{
    if (!adapts(linear))
        return true;
    const at::NoGradGuard noGraph;
    const Site& site = *m_sites[static_cast<size_t>(linear.index())];
    addLoraDelta(y, x, stackedFor(site, y.scalar_type(), y.device())->stacked, factor);
    addBiases(site, y, factor);
    return true;
}

void LowRankAdapter::addBiases(const Site& site, at::Tensor& y, double factor)
{
    for (const LowRankModule* module : site.modules)
        if (const at::Tensor bias = module->bias(); bias.defined())
            y.narrow(1, module->place().firstOutput, module->place().outputs)
                .add_(bias.to(y.scalar_type()), factor);
}

std::shared_ptr<const LowRankAdapter::Cached> LowRankAdapter::stackedFor(
    const Site& site, at::ScalarType dtype, at::Device device)
{
    std::vector<uint32_t> versions = versionsOf(site.parameters);
    std::shared_ptr<const Cached> cached = site.cached.load();
    if (cached && cached->versions == versions && cached->stacked.down.scalar_type() == dtype
        && cached->stacked.down.device() == device)
        return cached;

    auto fresh = std::make_shared<Cached>();
    fresh->versions = std::move(versions);
    fresh->stacked = StackedLora::of(site.parts(), dtype);
    site.cached.store(fresh);
    return fresh;
}

namespace {

NamedTensors collect(const LowRankAdapter::Modules& modules,
    NamedTensors (LowRankModule::*of)() const, const NamedTensors& own)
{
    NamedTensors result;
    for (const std::unique_ptr<LowRankModule>& module : modules)
        for (const auto& tensor : (module.get()->*of)())
            result.push_back(tensor);
    if (!result.empty())
        result.insert(result.end(), own.begin(), own.end());
    return result;
}

} // namespace

NamedTensors LowRankAdapter::parameters() const
{
    return collect(m_modules, &LowRankModule::parameters, ownParameters());
}

NamedTensors LowRankAdapter::folderTensors() const
{
    const at::NoGradGuard noGraph;
    return collect(m_modules, &LowRankModule::stored, ownStored());
}

NamedTensors LowRankAdapter::trainingState() const
{
    return collect(m_modules, &LowRankModule::trainingState, ownParameters());
}

} // namespace interweave
