// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/gate.h"

#include <string_view>

namespace interweave {

/// What sets one fusion mode apart: what its gate sees. One file in fusions/ defines one rule.
struct FusionRule {
    Fusion fusion;
    std::string_view name; // as in imsm_config.json and recipes
    int64_t inputs; // width of the gate's input, in multiples of `hidden`
    at::Tensor (*gateInput)(const Memories& memories); // fp32 [tokens, inputs · hidden]
};

extern const FusionRule kQueryGate;

const FusionRule& fusionRule(Fusion fusion);
/// Throws Error{Unsupported, where} for an unknown name, listing the known ones.
const FusionRule& fusionRule(std::string_view name, const std::string& where);

} // namespace interweave
