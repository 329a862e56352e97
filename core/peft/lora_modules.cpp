// SPDX-License-Identifier: Apache-2.0
#include "core/peft/lora_modules.h"

#include "core/peft/target_modules.h"
#include "core/support/error.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <type_traits>

namespace interweave {

using nlohmann::json;

namespace {

constexpr int64_t kMaxRank = 1 << 16;

/// Keys that do not change what LoRA computes, or that are read here; any other must be null,
/// false, zero or empty.
const std::set<std::string> kKnownKeys{"peft_type", "peft_version", "task_type", "auto_mapping",
    "base_model_name_or_path", "revision", "inference_mode", "r", "lora_alpha", "lora_dropout",
    "use_rslora", "target_modules", "exclude_modules", "layers_to_transform", "rank_pattern",
    "alpha_pattern", "fan_in_fan_out", "bias", "init_lora_weights", "megatron_config",
    "megatron_core", "qalora_group_size", "runtime_config", "loftq_config", "eva_config",
    "corda_config", "lora_ga_config"};

void requireComputable(const json& config, const std::string& where)
{
    for (const auto& [key, value] : config.items()) {
        const bool off = value.is_null() || value == false || value == 0 || value == ""
            || (value.is_structured() && value.empty());
        if (!off && !kKnownKeys.contains(key))
            throw Error(
                ErrorCode::Unsupported, where, "LoRA option '" + key + "' = " + value.dump());
    }
    if (const json bias = config.value("bias", json("none")); bias != "none")
        throw Error(ErrorCode::Unsupported, where,
            "LoRA option 'bias' = " + bias.dump() + ", expected \"none\"");
    // The other initialisations change the frozen weights as well.
    const json init = config.value("init_lora_weights", json(true));
    if (!init.is_boolean() && init != "gaussian" && init != "orthogonal" && init != "eva")
        throw Error(
            ErrorCode::Unsupported, where, "LoRA option 'init_lora_weights' = " + init.dump());
}

/// The last parts of the linear modules' paths, each once: what "all-linear" stands for.
std::vector<std::string> linearNames(const std::vector<const Linear*>& linears)
{
    std::set<std::string> names;
    for (const Linear* linear : linears)
        for (const LinearPart& part : linear->parts())
            if (!part.routed)
                names.insert(part.module.substr(part.module.rfind('.') + 1));
    return {names.begin(), names.end()};
}

template <typename T>
T numberOr(const json& config, const char* key, T fallback, const std::string& where)
{
    const auto found = config.find(key);
    if (found == config.end())
        return fallback;
    if (!(std::is_same_v<T, bool> ? found->is_boolean() : found->is_number()))
        throw Error(ErrorCode::CorruptData, where,
            std::string(key) + ": unexpected value " + found->dump());
    return found->get<T>();
}

} // namespace

json loraConfigJson(const LoraConfig& config, const std::vector<const Linear*>& linears)
{
    std::vector<std::string> targets = config.targets;
    if (targets == std::vector<std::string>{"all-linear"})
        targets = linearNames(linears);
    const bool transposed = std::ranges::any_of(linears, [](const Linear* linear) {
        return std::ranges::any_of(linear->parts(), &LinearPart::transposed);
    });
    return json{{"peft_type", "LORA"}, {"task_type", "CAUSAL_LM"},
        {"base_model_name_or_path", nullptr}, {"inference_mode", true}, {"r", config.rank},
        {"lora_alpha", config.alpha}, {"lora_dropout", config.dropout},
        {"use_rslora", config.rankStabilised}, {"target_modules", targets}, {"bias", "none"},
        {"fan_in_fan_out", transposed}, {"init_lora_weights", true}, {"modules_to_save", nullptr},
        {"rank_pattern", json::object()}, {"alpha_pattern", json::object()}};
}

std::vector<LoraModule> findLoraModules(const json& config,
    const std::vector<const Linear*>& linears, const std::string& where,
    const std::map<std::string, at::Tensor>& stored)
{
    requireComputable(config, where);
    const TargetModules targets(config, where);
    const auto rank = numberOr<double>(config, "r", 8, where);
    const auto alpha = numberOr<double>(config, "lora_alpha", 8, where);
    const bool rankStabilised = numberOr<bool>(config, "use_rslora", false, where);

    std::vector<LoraModule> modules;
    for (const Linear* linear : linears) {
        for (const LinearPart& part : linear->parts()) {
            if (!targets.contains(part.module))
                continue;
            if (part.routed && !stored.contains(loraKey(part.module, "lora_A")))
                continue;
            const double ownRank = patternValue(config, "rank_pattern", part.module, rank, where);
            const double ownAlpha
                = patternValue(config, "alpha_pattern", part.module, alpha, where);
            if (!(ownRank >= 1 && ownRank <= kMaxRank) || ownRank != std::floor(ownRank))
                throw Error(ErrorCode::CorruptData, where,
                    "rank of '" + part.module + "' must be a whole number from 1 to "
                        + std::to_string(kMaxRank));
            modules.push_back({part.module, linear->index(), linear->inputs(), part.outputs,
                static_cast<int64_t>(ownRank),
                LoraPart{{}, {}, part.firstOutput,
                    ownAlpha / (rankStabilised ? std::sqrt(ownRank) : ownRank)}});
        }
    }
    if (modules.empty())
        throw Error(ErrorCode::InvalidArgument, where,
            "target_modules " + config.at("target_modules").dump()
                + " match no linear map of this model (it has " + json(linearNames(linears)).dump()
                + ")");
    return modules;
}

std::string loraKey(const std::string& module, const char* matrix)
{
    return "base_model.model." + module + "." + matrix + ".weight";
}

} // namespace interweave
