// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/adapter_config.h"
#include "core/peft/low_rank_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"
#include "core/peft/rank_allocator.h"
#include "core/support/random.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <optional>

namespace interweave {

using nlohmann::json;

namespace {

constexpr double kEpsilon = 1e-5; // PEFT adds it to the rank in the scale
constexpr double kDeviation = 0.02; // of A and B in the beginning

const std::set<std::string> kKnownKeys{"r", "lora_alpha", "lora_dropout", "use_rslora",
    "layers_to_transform", "rank_pattern", "alpha_pattern", "bias", "init_lora_weights", "init_r",
    "target_r", "tinit", "tfinal", "deltaT", "beta1", "beta2", "orth_reg_weight", "total_step",
    "megatron_core", "qalora_group_size"};

/// s·B(A∘E), s = alpha/(initial rank + 1e-5).
class AdaLoraModule : public LowRankModule {
public:
    AdaLoraModule(AdaptedModule place, SvdTriplets triplets, double scale)
        : LowRankModule(std::move(place))
        , m_triplets(std::move(triplets))
        , m_scale(scale)
    {
    }

    LoraPart part() const override
    {
        return {m_triplets.a * m_triplets.e, m_triplets.b, place().firstOutput, m_scale};
    }
    NamedTensors parameters() const override
    {
        return named(m_triplets.a, m_triplets.b, m_triplets.e);
    }
    /// Without the triplets that were given up.
    NamedTensors stored() const override
    {
        if (!m_kept.defined())
            return parameters();
        return named(m_triplets.a.index({m_kept}),
            m_triplets.b.index({at::indexing::Slice(), m_kept}), m_triplets.e.index({m_kept}));
    }

    const SvdTriplets& triplets() const { return m_triplets; }
    void keep(at::Tensor kept) { m_kept = std::move(kept); }

private:
    NamedTensors named(const at::Tensor& a, const at::Tensor& b, const at::Tensor& e) const
    {
        return {{peftKey(place().name, "lora_A"), a}, {peftKey(place().name, "lora_B"), b},
            {peftKey(place().name, "lora_E"), e}};
    }

    SvdTriplets m_triplets;
    double m_scale;
    at::Tensor m_kept; // bool [rank]; undefined: all
};

/// The identity's distance: ‖M − I‖ with M = AAᵀ or BᵀB.
at::Tensor distanceFromIdentity(const at::Tensor& gram)
{
    return at::linalg_norm(gram - at::eye(gram.size(0), gram.options()));
}

class AdaLoraAdapter : public LowRankAdapter {
public:
    /// One that trains on from a folder keeps its ranks.
    using LowRankAdapter::LowRankAdapter;

    /// From now on ranks follow importance.
    void allocate(const AdaLoraConfig& config, int64_t steps)
    {
        std::vector<SvdTriplets> triplets;
        for (const std::unique_ptr<LowRankModule>& module : modules())
            triplets.push_back(asOwn(*module).triplets());
        m_allocator.emplace(config, steps, triplets);
        m_orthogonality = config.orthogonality;
    }

    std::optional<double> penaltyBackward() const override
    {
        if (m_orthogonality == 0.0)
            return std::nullopt;
        const c10::AutoGradMode withGraph(true);
        at::Tensor sum;
        for (const std::unique_ptr<LowRankModule>& module : modules()) {
            const SvdTriplets& own = asOwn(*module).triplets();
            const at::Tensor both = distanceFromIdentity(at::mm(own.a, own.a.t()))
                + distanceFromIdentity(at::mm(own.b.t(), own.b));
            sum = sum.defined() ? sum + both : both;
        }
        const at::Tensor penalty
            = sum * (m_orthogonality / static_cast<double>(2 * modules().size()));
        penalty.backward();
        return penalty.item<double>();
    }

    void afterStep(int64_t step, double gradientScale) override
    {
        if (m_allocator) {
            m_allocator->update(step, gradientScale);
            keepAllocated();
        }
    }

    NamedTensors trainingState() const override
    {
        NamedTensors state;
        if (m_allocator) {
            state = m_allocator->state();
            for (const auto& parameter : parameters())
                state.push_back(parameter);
        }
        return state;
    }

    void restoreTrainingState(StoredTensors state) override
    {
        PeftAdapter::restoreTrainingState(std::move(state));
        keepAllocated();
    }

protected:
    json folderConfig() const override
    {
        json config = LowRankAdapter::folderConfig();
        if (!m_allocator)
            return config;
        json pattern = json::object();
        for (size_t i = 0; i < modules().size(); ++i) {
            const at::Tensor kept = m_allocator->kept()[i].to(at::kCPU);
            const bool* const values = kept.const_data_ptr<bool>();
            pattern[modules()[i]->place().name + ".lora_E"]
                = std::vector<bool>(values, values + kept.numel());
        }
        config["rank_pattern"] = std::move(pattern);
        return config;
    }

private:
    static AdaLoraModule& asOwn(LowRankModule& module)
    {
        return static_cast<AdaLoraModule&>(module); // this adapter is made of no others
    }
    void keepAllocated()
    {
        for (size_t i = 0; m_allocator && i < modules().size(); ++i)
            asOwn(*modules()[i]).keep(m_allocator->kept()[i]);
    }

    std::optional<RankAllocator> m_allocator;
    double m_orthogonality = 0.0;
};

double scaleOf(double alpha, int64_t rank)
{
    return (alpha > 0.0 ? alpha : static_cast<double>(rank))
        / (static_cast<double>(rank) + kEpsilon);
}

/// The rank that a folder has of a module: of init_r triplets those that its rank_pattern keeps.
int64_t storedRank(
    const json& config, const std::string& module, int64_t rank, const std::string& where)
{
    const json patterns = config.value("rank_pattern", json());
    if (!patterns.is_object() || !patterns.contains(module + ".lora_E"))
        return rank;
    const json& kept = patterns.at(module + ".lora_E");
    if (!kept.is_array() || !std::ranges::all_of(kept, &json::is_boolean)
        || static_cast<int64_t>(kept.size()) != rank)
        throw Error(ErrorCode::CorruptData, where,
            "rank_pattern of '" + module + "': expected " + std::to_string(rank)
                + " true or false");
    return std::ranges::count(kept, json(true));
}

void requireComputable(const json& config, const std::string& where)
{
    requireKnownOptions(config, kKnownKeys, "AdaLoRA", where);
    if (const json bias = config.value("bias", json("none")); bias != "none")
        throw Error(ErrorCode::Unsupported, where,
            "AdaLoRA option 'bias' = " + bias.dump() + ", expected \"none\"");
}

std::shared_ptr<PeftAdapter> loadAdaLora(AdapterFolder folder)
{
    const json& config = folder.config;
    const std::string where = folder.where();
    const at::Device device = folder.decoder.device();
    requireComputable(config, where);
    const int64_t rank = countOr(config, "init_r", 12, 1, kMaxRank, where);
    const double scale = scaleOf(valueOr<double>(config, "lora_alpha", 8, where), rank);
    LowRankAdapter::Modules modules;
    for (const AdaptedModule& place : findAdaptedModules(config, folder.decoder.linears(), where)) {
        const int64_t own = storedRank(config, place.name, rank, where);
        const auto take = [&](const char* name, at::IntArrayRef shape) {
            return asParameter(folder.tensors.take(peftKey(place.name, name), shape), device);
        };
        const at::Tensor a = take("lora_A", {own, place.inputs});
        const at::Tensor e = take("lora_E", {own, 1});
        const at::Tensor b = take("lora_B", {place.outputs, own});
        modules.push_back(std::make_unique<AdaLoraModule>(place, SvdTriplets{a, e, b}, scale));
    }
    folder.tensors.requireNoneLeft();
    return std::make_shared<AdaLoraAdapter>(config, std::move(modules));
}

json configOf(const PeftConfig& config, const AdapterStart& start)
{
    const AdaLoraConfig& own = config.adalora;
    json stored = methodConfig("ADALORA", config.lora.targets, start.decoder.linears());
    stored.update({{"init_r", own.initialRank}, {"target_r", own.targetRank},
        {"lora_alpha", config.lora.alpha}, {"lora_dropout", config.lora.dropout},
        {"tinit", own.initialSteps}, {"tfinal", own.finalSteps}, {"deltaT", own.interval},
        {"beta1", own.beta1}, {"beta2", own.beta2}, {"orth_reg_weight", own.orthogonality},
        {"total_step", start.steps}, {"bias", "none"}, {"init_lora_weights", true}});
    return stored;
}

std::shared_ptr<PeftAdapter> makeAdaLora(const PeftConfig& config, const AdapterStart& start)
{
    json stored = configOf(config, start);
    const at::Device device = start.decoder.device();
    const int64_t rank = config.adalora.initialRank;
    LowRankAdapter::Modules modules;
    for (const AdaptedModule& place :
        findAdaptedModules(stored, start.decoder.linears(), "method.lora.targets")) {
        const auto matrix = [&](int64_t rows, int64_t columns, uint64_t which) {
            const uint64_t seed = deriveSeed(start.seed, {modules.size(), which});
            return asParameter(normalMatrix(rows, columns, kDeviation, seed), device);
        };
        const at::Tensor a = matrix(rank, place.inputs, 0);
        const at::Tensor b = matrix(place.outputs, rank, 1);
        const at::Tensor e = asParameter(at::zeros({rank, 1}), device);
        modules.push_back(std::make_unique<AdaLoraModule>(
            place, SvdTriplets{a, e, b}, scaleOf(config.lora.alpha, rank)));
    }
    auto adapter = std::make_shared<AdaLoraAdapter>(std::move(stored), std::move(modules));
    adapter->allocate(config.adalora, start.steps);
    return adapter;
}

} // namespace

const PeftMethod kAdaLora{"adalora", "ADALORA", makeAdaLora, loadAdaLora,
    [](const PeftConfig& config) { return config.lora.dropout; }};

} // namespace interweave
