// SPDX-License-Identifier: Apache-2.0
#include "core/peft/adapter_config.h"

#include "core/peft/adapted_modules.h"

#include <algorithm>
#include <cmath>

namespace interweave {

using nlohmann::json;

namespace {

const std::set<std::string> kCommonKeys{"peft_type", "peft_version", "task_type", "auto_mapping",
    "base_model_name_or_path", "revision", "inference_mode", "target_modules", "exclude_modules",
    "fan_in_fan_out"};

bool isSwitchedOff(const json& value)
{
    return value.is_null() || value == false || value == 0 || value == ""
        || (value.is_structured() && value.empty());
}

json targetModules(
    const std::vector<std::string>& targets, const std::vector<const Linear*>& linears)
{
    if (targets == std::vector<std::string>{"all-linear"})
        return linearNames(linears);
    const bool isPattern
        = targets.size() == 1 && targets[0].find_first_of("*+?()[]{}|^$\\") != std::string::npos;
    return isPattern ? json(targets[0]) : json(targets);
}
} // namespace

int64_t countOr(const json& config, const char* key, int64_t fallback, int64_t least, int64_t most,
    const std::string& where)
{
    const auto value = valueOr<double>(config, key, static_cast<double>(fallback), where);
    if (!(value >= static_cast<double>(least) && value <= static_cast<double>(most))
        || value != std::floor(value))
        throw Error(ErrorCode::CorruptData, where,
            std::string(key) + " is " + config.value(key, json()).dump()
                + ", expected a whole number from " + std::to_string(least) + " to "
                + std::to_string(most));
    return static_cast<int64_t>(value);
}

void requireKnownOptions(const json& config, const std::set<std::string>& known,
    const std::string& method, const std::string& where)
{
    for (const auto& [key, value] : config.items())
        if (!isSwitchedOff(value) && !known.contains(key) && !kCommonKeys.contains(key))
            throw Error(
                ErrorCode::Unsupported, where, method + " option '" + key + "' = " + value.dump());
}

json methodConfig(const char* peftType, const std::vector<std::string>& targets,
    const std::vector<const Linear*>& linears)
{
    const bool transposed = std::ranges::any_of(linears, [](const Linear* linear) {
        return std::ranges::any_of(linear->parts(), &LinearPart::transposed);
    });
    return json{{"peft_type", peftType}, {"task_type", "CAUSAL_LM"},
        {"base_model_name_or_path", nullptr}, {"inference_mode", true},
        {"target_modules", targetModules(targets, linears)}, {"fan_in_fan_out", transposed},
        {"modules_to_save", nullptr}};
}

std::string peftKey(const std::string& module, const std::string& suffix)
{
    return "base_model.model." + module + "." + suffix;
}

} // namespace interweave
