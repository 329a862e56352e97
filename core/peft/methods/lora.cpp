// SPDX-License-Identifier: Apache-2.0
#include "core/peft/methods/lora.h"

#include "core/model/decoder.h"
#include "core/peft/adapter_config.h"
#include "core/peft/dora_adapter.h"
#include "core/peft/initial_factors.h"
#include "core/peft/low_rank_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"
#include "core/peft/target_modules.h"
#include "core/support/random.h"

#include <ATen/ATen.h>

#include <charconv>
#include <cmath>

namespace interweave {

using nlohmann::json;

namespace {

const std::set<std::string> kKnownKeys{"r", "lora_alpha", "lora_dropout", "lora_bias", "use_rslora",
    "use_dora", "layers_to_transform", "rank_pattern", "alpha_pattern", "bias", "init_lora_weights",
    "megatron_config", "megatron_core", "qalora_group_size", "runtime_config", "loftq_config",
    "eva_config", "corda_config", "lora_ga_config"};

class LoraMatrices : public LowRankModule {
public:
    /// bias: [out], of B, or undefined.
    LoraMatrices(AdaptedModule place, at::Tensor a, at::Tensor b, double scale,
        InitialFactors initial, at::Tensor bias)
        : LowRankModule(std::move(place))
        , m_a(std::move(a))
        , m_b(std::move(b))
        , m_scale(scale)
        , m_initial(std::move(initial))
        , m_bias(std::move(bias))
    {
    }

    at::Tensor bias() const override { return m_bias.defined() ? m_bias * m_scale : m_bias; }
    LoraPart part() const override
    {
        const auto [a, b] = change();
        return {a, b, place().firstOutput, m_scale};
    }
    NamedTensors parameters() const override { return named(m_a, m_b); }
    NamedTensors stored() const override
    {
        const auto [a, b] = change();
        return named(a, b);
    }
    NamedTensors trainingState() const override
    {
        NamedTensors state;
        if (m_initial.a.defined())
            state = {{peftKey(place().name, "lora_A.weight"), m_a},
                {peftKey(place().name, "lora_B.weight"), m_b},
                {peftKey(place().name, "initial_A"), m_initial.a},
                {peftKey(place().name, "initial_B"), m_initial.b}};
        return state;
    }

private:
    /// B A − B₀ A₀ as one product.
    InitialFactors change() const
    {
        if (!m_initial.a.defined())
            return {m_a, m_b};
        return {at::cat({m_a, m_initial.a}), at::cat({m_b, -m_initial.b}, 1)};
    }
    NamedTensors named(const at::Tensor& a, const at::Tensor& b) const
    {
        NamedTensors tensors{{peftKey(place().name, "lora_A.weight"), a},
            {peftKey(place().name, "lora_B.weight"), b}};
        if (m_bias.defined())
            tensors.emplace_back(peftKey(place().name, "lora_B.bias"), m_bias);
        return tensors;
    }

    at::Tensor m_a;
    at::Tensor m_b;
    double m_scale;
    InitialFactors m_initial; // subtracted; undefined where the change starts at zero
    at::Tensor m_bias;
};

void requireComputable(const json& config, const std::string& where)
{
    requireKnownOptions(config, kKnownKeys, "LoRA", where);
    if (const json bias = config.value("bias", json("none")); bias != "none")
        throw Error(ErrorCode::Unsupported, where,
            "LoRA option 'bias' = " + bias.dump() + ", expected \"none\"");
    // Others change the frozen weights in ways that cannot be computed again here.
    const json init = config.value("init_lora_weights", json(true));
    const bool fromWeight = init.is_string() && hasInitialFactors(init);
    if (valueOr<bool>(config, "lora_bias", false, where)
        && (fromWeight || valueOr<bool>(config, "use_dora", false, where)))
        throw Error(ErrorCode::Unsupported, where,
            "LoRA option 'lora_bias' = true together with DoRA or init_lora_weights = "
                + init.dump());
    if (!init.is_boolean() && init != "gaussian" && init != "orthogonal" && init != "eva"
        && init != "pissa" && init != "olora")
        throw Error(
            ErrorCode::Unsupported, where, "LoRA option 'init_lora_weights' = " + init.dump());
}

/// Rank and scale of one module as a LoRA config says.
struct Size {
    int64_t rank;
    double scale;
};

Size sizeOf(const json& config, const std::string& module, const std::string& where)
{
    const double rank = patternValue(
        config, "rank_pattern", module, valueOr<double>(config, "r", 8, where), where);
    const double alpha = patternValue(
        config, "alpha_pattern", module, valueOr<double>(config, "lora_alpha", 8, where), where);
    if (!(rank >= 1 && rank <= kMaxRank) || rank != std::floor(rank))
        throw Error(ErrorCode::CorruptData, where,
            "rank of '" + module + "' must be a whole number from 1 to "
                + std::to_string(kMaxRank));
    const bool rankStabilised = valueOr<bool>(config, "use_rslora", false, where);
    return {static_cast<int64_t>(rank), alpha / (rankStabilised ? std::sqrt(rank) : rank)};
}

json rankPattern(const std::vector<std::string>& ranks)
{
    json pattern = json::object();
    for (const std::string& text : ranks) {
        const size_t equals = text.rfind('=');
        int64_t rank = 0;
        const char* const end = text.data() + text.size();
        if (equals == std::string::npos || equals == 0
            || std::from_chars(text.data() + equals + 1, end, rank)
                != std::from_chars_result{end, {}}
            || rank < 1)
            throw Error(ErrorCode::InvalidArgument, "method.lora.ranks",
                "'" + text + "' is not of the form module=rank");
        pattern[text.substr(0, equals)] = rank;
    }
    return pattern;
}

json configOf(const LoraConfig& config, const Decoder& decoder)
{
    json stored = methodConfig("LORA", config.targets, decoder.linears());
    stored.update(
        {{"r", config.rank}, {"lora_alpha", config.alpha}, {"lora_dropout", config.dropout},
            {"use_rslora", config.rankStabilised}, {"bias", "none"}, {"init_lora_weights", true},
            {"rank_pattern", rankPattern(config.ranks)}, {"alpha_pattern", json::object()}});
    if (config.dora)
        stored["use_dora"] = true;
    return stored;
}

/// The config of the same change written with twice the rank and the same scale.
void doubleRanks(json& config)
{
    const double scaling
        = valueOr<bool>(config, "use_rslora", false, "LoRA") ? std::sqrt(2.0) : 2.0;
    config["r"] = 2 * countOr(config, "r", 8, 1, kMaxRank / 2, "LoRA");
    config["lora_alpha"] = scaling * valueOr<double>(config, "lora_alpha", 8, "LoRA");
    const auto scale = [&](const char* key, const auto& scaled) {
        if (const auto found = config.find(key); found != config.end() && found->is_object())
            for (auto& value : *found)
                if (value.is_number())
                    value = scaled(value.template get<double>());
    };
    scale("rank_pattern", [](double rank) { return static_cast<int64_t>(2.0 * rank); });
    scale("alpha_pattern", [&](double alpha) { return scaling * alpha; });
}

/// The rows of a fused map's weight that are one module's: [outputs, inputs].
at::Tensor weightOf(const Decoder& decoder, const AdaptedModule& place)
{
    return decoder.linears()[static_cast<size_t>(place.linear)]->weight().narrow(
        0, place.firstOutput, place.outputs);
}

void requireRankWithin(const Size& size, const AdaptedModule& place, const std::string& kind)
{
    const int64_t most = std::min(place.outputs, place.inputs);
    if (size.rank > most)
        throw Error(ErrorCode::InvalidArgument, "method.lora.rank",
            "is " + std::to_string(size.rank) + ", but " + kind + " takes it from the weight of '"
                + place.name + "', whose rank is at most " + std::to_string(most));
}

std::shared_ptr<PeftAdapter> adapterOf(
    json config, LowRankAdapter::Modules modules, const Decoder& decoder, StoredTensors* stored)
{
    if (valueOr<bool>(config, "use_dora", false, "LoRA"))
        return std::make_shared<DoraAdapter>(
            std::move(config), std::move(modules), decoder, stored);
    return std::make_shared<LowRankAdapter>(std::move(config), std::move(modules));
}

std::shared_ptr<PeftAdapter> loadLora(AdapterFolder folder)
{
    const json& config = folder.config;
    const std::string where = folder.where();
    const at::Device device = folder.decoder.device();
    requireComputable(config, where);
    const json init = config.value("init_lora_weights", json(true));
    LowRankAdapter::Modules modules;
    for (const AdaptedModule& place :
        findAdaptedModules(config, folder.decoder.linears(), where, [&](const std::string& name) {
            return folder.tensors.contains(peftKey(name, "lora_A.weight"));
        })) {
        const Size size = sizeOf(config, place.name, where);
        const at::Tensor a
            = folder.tensors.take(peftKey(place.name, "lora_A.weight"), {size.rank, place.inputs});
        const at::Tensor b
            = folder.tensors.take(peftKey(place.name, "lora_B.weight"), {place.outputs, size.rank});
        InitialFactors initial;
        if (init.is_string() && hasInitialFactors(init)) {
            requireRankWithin(size, place, init);
            initial = initialFactors(init, weightOf(folder.decoder, place), size.rank, size.scale);
        }
        at::Tensor bias;
        if (valueOr<bool>(config, "lora_bias", false, where))
            bias = asParameter(
                folder.tensors.take(peftKey(place.name, "lora_B.bias"), {place.outputs}), device);
        modules.push_back(std::make_unique<LoraMatrices>(place, asParameter(a, device),
            asParameter(b, device), size.scale, std::move(initial), bias));
    }
    json kept = config;
    if (init.is_string() && hasInitialFactors(init)) {
        kept["init_lora_weights"] = true;
        doubleRanks(kept);
    }
    auto adapter = adapterOf(std::move(kept), std::move(modules), folder.decoder, &folder.tensors);
    folder.tensors.requireNoneLeft();
    return adapter;
}

} // namespace

std::shared_ptr<PeftAdapter> makeLora(
    const LoraConfig& config, const Decoder& decoder, uint64_t seed)
{
    json stored = configOf(config, decoder);
    const at::Device device = decoder.device();
    const bool fromWeight = hasInitialFactors(config.initialisation) && !device.is_meta();
    LowRankAdapter::Modules modules;
    for (const AdaptedModule& place :
        findAdaptedModules(stored, decoder.linears(), "method.lora.targets")) {
        const Size size = sizeOf(stored, place.name, "method.lora");
        InitialFactors start{
            kaimingUniform(size.rank, place.inputs, deriveSeed(seed, {modules.size()})),
            at::zeros({place.outputs, size.rank})};
        InitialFactors initial;
        if (fromWeight) {
            requireRankWithin(size, place, config.initialisation);
            initial = start = initialFactors(
                config.initialisation, weightOf(decoder, place), size.rank, size.scale);
        }
        modules.push_back(std::make_unique<LoraMatrices>(place, asParameter(start.a, device),
            asParameter(start.b, device), size.scale, std::move(initial), at::Tensor()));
    }
    if (fromWeight)
        doubleRanks(stored);
    return adapterOf(std::move(stored), std::move(modules), decoder, nullptr);
}

const PeftMethod kLora{"lora", "LORA",
    [](const PeftConfig& config, const AdapterStart& start) {
        return makeLora(config.lora, start.decoder, start.seed);
    },
    loadLora, [](const PeftConfig& config) { return config.lora.dropout; }};

} // namespace interweave
