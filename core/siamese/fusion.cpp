// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

#include "core/support/error.h"

#include <array>

namespace interweave {

namespace {

constexpr std::array kRules{
    &kQueryGate,
};

} // namespace

const FusionRule& fusionRule(Fusion fusion)
{
    for (const FusionRule* rule : kRules)
        if (rule->fusion == fusion)
            return *rule;
    throw Error(ErrorCode::Internal, "fusion",
        "mode " + std::to_string(static_cast<int>(fusion)) + " has no rule");
}

const FusionRule& fusionRule(std::string_view name, const std::string& where)
{
    std::string known;
    for (const FusionRule* rule : kRules) {
        if (rule->name == name)
            return *rule;
        known += known.empty() ? "" : ", ";
        known += rule->name;
    }
    throw Error(ErrorCode::Unsupported, where,
        "fusion mode '" + std::string(name) + "', expected one of: " + known);
}

} // namespace interweave
