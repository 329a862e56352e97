// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/model/recomputed.h"
#include "core/peft/adapted_modules.h"
#include "core/peft/adapter_config.h"
#include "core/peft/folder_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"
#include "core/peft/seeded_dropout.h"
#include "core/support/random.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <map>
#include <mutex>
#include <optional>

namespace interweave {

using nlohmann::json;

namespace {

const std::set<std::string> kKnownKeys{
    "r", "lora_alpha", "lora_dropout", "num_experts", "balance_weight"};

/// LoRAMoE: y += s·Σ_i w_i·B_i(A_i x̃), w = softmax(W_g x), x̃ = drop(x), s = alpha/rank: experts of
/// which every token uses all, as much as the router says. A: [experts·rank, in], B: [out,
/// experts·rank], W_g: [experts, in], fp32. To the loss comes balance · mean over modules of the
/// squared coefficient of variation of the experts' total weights in a step: the paper's balance
/// constraint where all rows are of one kind. PEFT has no such method; the folder is our own.
/// Source: Dou et al., arXiv 2312.09979, Eq. 3–7.
class LoraMoeAdapter : public FolderAdapter {
public:
    struct Module {
        AdaptedModule place;
        at::Tensor a;
        at::Tensor b;
        at::Tensor router;
    };
    struct Sizes {
        int64_t experts = 0;
        int64_t rank = 0;
        double scale = 1.0;
        double balance = 0.0;
    };

    LoraMoeAdapter(json config, std::vector<Module> modules, const Sizes& sizes)
        : FolderAdapter(std::move(config))
        , m_modules(std::move(modules))
        , m_sizes(sizes)
    {
        for (const Module& module : m_modules)
            m_sites[module.place.linear].push_back(&module);
    }

    bool adapts(const Linear& linear) const override { return m_sites.contains(linear.index()); }

    at::Tensor apply(const Linear& linear, const at::Tensor& x, at::Tensor y,
        const Dropout& dropout) const override
    {
        const auto site = m_sites.find(linear.index());
        if (site == m_sites.end())
            return y;
        const at::Tensor dropped = dropout.p == 0.0 ? x
                                                    : x
                * seededDropout(at::ones_like(x), dropout.p,
                    deriveSeed(dropout.seed, {static_cast<uint64_t>(linear.index())}));
        std::vector<ModuleColumns> parts;
        for (const Module* module : site->second)
            parts.push_back({module->place,
                y.narrow(1, module->place.firstOutput, module->place.outputs)
                    + change(*module, x, dropped).to(y.scalar_type())});
        return joinColumns(linear.outputs(), parts,
            [&](int64_t first, int64_t count) { return y.narrow(1, first, count); });
    }

    bool isMergeable() const override { return false; } // tokens weigh the experts

    void beforeStep() override
    {
        const std::lock_guard lock(m_mutex);
        m_expertWeights.clear(); // of a step that was given up
    }

    std::optional<double> penaltyBackward() const override
    {
        const std::lock_guard lock(m_mutex);
        if (m_expertWeights.empty())
            return std::nullopt;
        const c10::AutoGradMode withGraph(true);
        at::Tensor sum;
        for (const auto& [module, weights] : m_expertWeights) {
            const at::Tensor variation = weights.var(/*unbiased=*/false) / weights.mean().square();
            sum = sum.defined() ? sum + variation : variation;
        }
        const at::Tensor penalty
            = sum * (m_sizes.balance / static_cast<double>(m_expertWeights.size()));
        m_expertWeights.clear();
        penalty.backward();
        return penalty.item<double>();
    }

    NamedTensors parameters() const override
    {
        NamedTensors result;
        for (const Module& module : m_modules) {
            result.emplace_back(peftKey(module.place.name, "lora_A.weight"), module.a);
            result.emplace_back(peftKey(module.place.name, "lora_B.weight"), module.b);
            result.emplace_back(peftKey(module.place.name, "router.weight"), module.router);
        }
        return result;
    }

private:
    /// [tokens, out] in x's dtype.
    at::Tensor change(const Module& module, const at::Tensor& x, const at::Tensor& dropped) const
    {
        const auto likeX = [&](const at::Tensor& tensor) { return tensor.to(x.scalar_type()); };
        const at::Tensor weights
            = at::softmax(at::mm(x.to(at::kFloat), module.router.t()), 1); // [tokens, experts]
        if (m_sizes.balance > 0.0 && at::GradMode::is_enabled() && !isRecomputing())
            remember(module, x);
        const at::Tensor low = at::mm(dropped, likeX(module.a).t())
            * likeX(weights.repeat_interleave(m_sizes.rank, 1));
        return at::mm(low, likeX(module.b).t()) * m_sizes.scale;
    }

    /// The experts' weights again as a function of the router alone: what the balance trains.
    void remember(const Module& module, const at::Tensor& x) const
    {
        const at::Tensor total
            = at::softmax(at::mm(x.detach().to(at::kFloat), module.router.t()), 1).sum(0);
        const std::lock_guard lock(m_mutex);
        at::Tensor& sum = m_expertWeights[&module];
        sum = sum.defined() ? sum + total : total;
    }

    std::vector<Module> m_modules;
    Sizes m_sizes;
    std::map<int64_t, std::vector<const Module*>> m_sites; // by the linears' indices
    mutable std::mutex m_mutex;
    mutable std::map<const Module*, at::Tensor> m_expertWeights; // of the step's tokens so far
};

std::shared_ptr<PeftAdapter> loadLoraMoe(AdapterFolder folder)
{
    const json& config = folder.config;
    const std::string where = folder.where();
    requireKnownOptions(config, kKnownKeys, "LoRAMoE", where);
    LoraMoeAdapter::Sizes sizes;
    sizes.experts = countOr(config, "num_experts", 1, 1, kMaxExperts, where);
    sizes.rank = countOr(config, "r", 4, 1, kMaxRank, where);
    sizes.scale
        = valueOr<double>(config, "lora_alpha", 1.0, where) / static_cast<double>(sizes.rank);
    sizes.balance = valueOr<double>(config, "balance_weight", 0.0, where);
    std::vector<LoraMoeAdapter::Module> modules;
    for (const AdaptedModule& place : findAdaptedModules(config, folder.decoder.linears(), where)) {
        const auto take = [&](const char* name, at::IntArrayRef shape) {
            return asParameter(
                folder.tensors.take(peftKey(place.name, name), shape), folder.decoder.device());
        };
        const int64_t width = sizes.experts * sizes.rank;
        const at::Tensor a = take("lora_A.weight", {width, place.inputs});
        const at::Tensor b = take("lora_B.weight", {place.outputs, width});
        modules.push_back({place, a, b, take("router.weight", {sizes.experts, place.inputs})});
    }
    folder.tensors.requireNoneLeft();
    return std::make_shared<LoraMoeAdapter>(config, std::move(modules), sizes);
}

std::shared_ptr<PeftAdapter> makeLoraMoe(const PeftConfig& config, const AdapterStart& start)
{
    const LoraMoeConfig& own = config.loraMoe;
    json stored = methodConfig("LORAMOE", own.targets, start.decoder.linears());
    stored.update({{"r", own.rank}, {"lora_alpha", own.alpha}, {"lora_dropout", own.dropout},
        {"num_experts", own.experts}, {"balance_weight", own.balance}});
    std::vector<LoraMoeAdapter::Module> modules;
    for (const AdaptedModule& place :
        findAdaptedModules(stored, start.decoder.linears(), "method.lora_moe.targets")) {
        const auto matrix = [&](int64_t rows, uint64_t which) {
            const uint64_t seed = deriveSeed(start.seed, {modules.size(), which});
            return asParameter(kaimingUniform(rows, place.inputs, seed), start.decoder.device());
        };
        const int64_t width = own.experts * own.rank;
        const at::Tensor b = asParameter(at::zeros({place.outputs, width}), start.decoder.device());
        modules.push_back({place, matrix(width, 0), b, matrix(own.experts, 1)});
    }
    return std::make_shared<LoraMoeAdapter>(std::move(stored), std::move(modules),
        LoraMoeAdapter::Sizes{
            own.experts, own.rank, own.alpha / static_cast<double>(own.rank), own.balance});
}

} // namespace

const PeftMethod kLoraMoe{"lora_moe", "LORAMOE", makeLoraMoe, loadLoraMoe,
    [](const PeftConfig& config) { return config.loraMoe.dropout; }};

} // namespace interweave
