// SPDX-License-Identifier: Apache-2.0
#include "core/peft/peft_methods.h"

#include "core/support/error.h"

#include <array>

namespace interweave {

namespace {

constexpr std::array kMethods{
    &kLora,
    &kAdaLora,
    &kIa3,
    &kVera,
    &kBitFit,
    &kLnTuning,
    &kPromptTuning,
    &kPrefixTuning,
    &kLoraMoe,
};

} // namespace

std::vector<std::string> peftMethodNames()
{
    std::vector<std::string> names;
    for (const PeftMethod* method : kMethods)
        names.emplace_back(method->name);
    return names;
}

const PeftMethod& peftMethod(std::string_view name)
{
    std::string known;
    for (const PeftMethod* method : kMethods) {
        if (method->name == name)
            return *method;
        known += (known.empty() ? "" : ", ") + std::string(method->name);
    }
    throw Error(ErrorCode::InvalidArgument, "method.peft",
        "is '" + std::string(name) + "', one of these was expected: " + known);
}

const PeftMethod& methodOfType(const nlohmann::json& peftType, const std::string& where)
{
    for (const PeftMethod* method : kMethods)
        if (!method->peftType.empty() && peftType == method->peftType)
            return *method;
    throw Error(ErrorCode::Unsupported, where, "peft_type " + peftType.dump());
}

double adapterDropout(const PeftConfig& config)
{
    return config.trainsAllWeights() ? 0.0 : peftMethod(config.method).dropout(config);
}

std::shared_ptr<PeftAdapter> makeAdapter(const PeftConfig& config, const AdapterStart& start)
{
    return peftMethod(config.method).make(config, start);
}

} // namespace interweave
