// SPDX-License-Identifier: Apache-2.0
#include "core/peft/dora_adapter.h"

#include "core/model/decoder.h"
#include "core/peft/adapter_config.h"
#include "core/peft/parameters.h"
#include "core/peft/seeded_dropout.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

namespace interweave {

namespace {

constexpr const char* kMagnitude = "lora_magnitude_vector";

/// The rows of a linear map's weight that are one module's.
at::Tensor rowsOf(const at::Tensor& weight, const AdaptedModule& place)
{
    return weight.narrow(0, place.firstOutput, place.outputs);
}

/// ‖W + s·B A‖ of each row from ‖W‖², without making the sum: W Aᵀ and A Aᵀ are all it takes.
at::Tensor rowNorms(const at::Tensor& weight, const at::Tensor& squares, const LoraPart& part)
{
    const at::Tensor cross = at::mm(weight, part.a.t().to(weight.scalar_type())).to(at::kFloat);
    const at::Tensor own = at::mm(part.b, at::mm(part.a, part.a.t()));
    const double s = part.scale;
    constexpr double kTiny = 1e-30; // rounding may leave less than nothing of a row of zeros
    return at::sqrt((squares + (part.b * (2.0 * s * cross + s * s * own)).sum(1)).clamp_min(kTiny));
}

} // namespace

DoraAdapter::DoraAdapter(
    nlohmann::json config, Modules modules, const Decoder& decoder, StoredTensors* stored)
    : LowRankAdapter(std::move(config), std::move(modules))
{
    const c10::InferenceMode ordinary(false);
    const at::NoGradGuard noGraph;
    for (const std::unique_ptr<LowRankModule>& module : this->modules()) {
        const AdaptedModule& place = module->place();
        const at::Tensor weight
            = decoder.linears()[static_cast<size_t>(place.linear)]->weight().to(at::kFloat);
        Site& site = m_sites[place.linear];
        site.squares.push_back(rowsOf(weight, place).square().sum(1));
        const at::Tensor magnitude = stored
            ? stored->take(peftKey(place.name, kMagnitude), {place.outputs})
            : at::sqrt(site.squares.back());
        site.magnitudes.push_back(asParameter(magnitude, decoder.device()));
        for (const auto& matrix : module->parameters())
            site.matrices.push_back(matrix);
    }
}

std::shared_ptr<const DoraAdapter::Norms> DoraAdapter::normsOf(
    const Linear& linear, const Site& site) const
{
    std::vector<uint32_t> versions = versionsOf(site.matrices);
    std::shared_ptr<const Norms> known = site.norms.load();
    if (known && known->versions == versions)
        return known;
    const c10::InferenceMode ordinary(false);
    const at::NoGradGuard noGraph;
    auto fresh = std::make_shared<Norms>();
    fresh->versions = std::move(versions);
    const at::Tensor weight = linear.weight();
    for (const LowRankModule* module : modulesOf(linear))
        fresh->perModule.push_back(rowNorms(rowsOf(weight, module->place()),
            site.squares[fresh->perModule.size()], module->part()));
    site.norms.store(fresh);
    return fresh;
}

at::Tensor DoraAdapter::ratios(const Linear& linear, const Site& site) const
{
    const std::shared_ptr<const Norms> norms = normsOf(linear, site);
    const std::vector<const LowRankModule*> modules = modulesOf(linear);
    std::vector<ModuleColumns> parts;
    for (size_t i = 0; i < modules.size(); ++i)
        parts.push_back({modules[i]->place(), site.magnitudes[i] / norms->perModule[i]});
    return joinColumns(linear.outputs(), parts,
        [&](int64_t, int64_t count) { return at::ones({count}, site.squares.front().options()); });
}

at::Tensor DoraAdapter::apply(
    const Linear& linear, const at::Tensor& x, at::Tensor y, const Dropout& dropout) const
{
    const auto found = m_sites.find(linear.index());
    if (found == m_sites.end())
        return y;
    const at::ScalarType dtype = y.scalar_type();
    const at::Tensor ratio = ratios(linear, found->second);
    if (dropout.p == 0.0) { // the same inputs everywhere: (m/n)(W x + Δ x) + b
        const at::Tensor changed = LowRankAdapter::apply(linear, x, y, dropout);
        const at::Tensor scaled = changed * ratio;
        return (linear.bias().defined() ? scaled + linear.bias() * (1.0 - ratio) : scaled)
            .to(dtype);
    }
    const at::Tensor dropped
        = x * seededDropout(at::ones_like(x), dropout.p, maskSeed(linear, dropout));
    const at::Tensor frozen = at::mm(dropped, linear.weight().t());
    const at::Tensor change = LowRankAdapter::apply(linear, dropped, at::zeros_like(y), {});
    return (y + (ratio - 1.0) * frozen + ratio * change).to(dtype);
}

NamedTensors DoraAdapter::ownParameters() const
{
    NamedTensors result;
    std::map<int64_t, size_t> next;
    for (const std::unique_ptr<LowRankModule>& module : modules())
        result.emplace_back(peftKey(module->place().name, kMagnitude),
            m_sites.at(module->place().linear).magnitudes[next[module->place().linear]++]);
    return result;
}

} // namespace interweave
