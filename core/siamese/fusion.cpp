// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

#include "core/support/error.h"

#include <ATen/ATen.h>
#include <array>

namespace interweave {

namespace {

constexpr std::array kRules{
    &kMean,
    &kGate,
    &kGateLinear,
    &kResidual,
    &kQueryGate,
    &kQueryBlend,
    &kScalarGate,
    &kFixed,
};

} // namespace

std::vector<std::string> fusionNames()
{
    std::vector<std::string> names;
    for (const FusionRule* rule : kRules)
        names.emplace_back(rule->name);
    return names;
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

const FusionRule& fusionRuleOfMode(int64_t mode, const std::string& where)
{
    for (const FusionRule* rule : kRules)
        if (rule->mode == mode && mode != FusionRule::kOurOwn)
            return *rule;
    throw Error(ErrorCode::Unsupported, where,
        "is " + std::to_string(mode) + ", which is the number of no fusion mode");
}

at::Tensor memoriesInput(const Memories& memories)
{
    return at::cat({memories.base.to(at::kFloat), memories.tuned.to(at::kFloat)}, 1);
}

at::Tensor queryAwareInput(const Memories& memories)
{
    return at::cat({memories.queryBase.to(at::kFloat), memories.base.to(at::kFloat),
                       memories.tuned.to(at::kFloat), memories.queryTuned.to(at::kFloat)},
        1);
}

} // namespace interweave
