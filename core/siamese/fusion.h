// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/gate.h"

#include <string_view>
#include <vector>

namespace interweave {

/// One fusion mode: what its gate sees, which parameters it has, and how the two memories become
/// one. Every mode mixes two vectors b and t of each token by a share s of b,
///     m = s∘b + (1−s)∘t,
/// where b and t follow from the base and the tuned memory alone, so that the head's output splits
/// exactly in what each of them said. One file in fusions/ defines one rule.
struct FusionRule {
    enum class GateWidth {
        None, // no gate: the share follows from the config
        One, // one value per token
        Hidden, // one for each channel of the memory
    };
    static constexpr int kOurOwn = -1; // the authors have no such mode

    std::string_view name; // as in imsm_config.json and recipes
    int mode = kOurOwn; // the authors' number
    GateWidth gateWidth = GateWidth::None;
    int64_t inputs = 0; // width of the gate's input, in multiples of `hidden`
    bool hasTop = false; // a second low-rank map follows: h = [h_b ; m]·T_A·T_B instead of h = m
    at::Tensor (*gateInput)(const Memories&) = nullptr; // fp32 [tokens, inputs · hidden]
    /// s from g, [tokens, hidden or 1]. Absent: s is g. Without a gate it gets zeros, [tokens, 1].
    at::Tensor (*baseShare)(const GateConfig&, const at::Tensor& gate) = nullptr;
    Memories (*mixed)(const Memories&) = nullptr; // b and t; absent: the memories themselves
};

extern const FusionRule kMean;
extern const FusionRule kFixed;
extern const FusionRule kGate;
extern const FusionRule kGateLinear;
extern const FusionRule kResidual;
extern const FusionRule kQueryGate;
extern const FusionRule kQueryBlend;
extern const FusionRule kScalarGate;

/// The names of all modes, the authors' in their order before our own.
std::vector<std::string> fusionNames();
/// Throws Error{Unsupported, where} for an unknown name, listing the known ones.
const FusionRule& fusionRule(std::string_view name, const std::string& where = "fusion");
/// By the authors' number. Throws Error{Unsupported, where} for one that has no rule.
const FusionRule& fusionRuleOfMode(int64_t mode, const std::string& where);

// What several rules' gates see.

/// [h_b ; h_t], fp32 [tokens, 2·hidden].
at::Tensor memoriesInput(const Memories& memories);
/// [q̄_b ; h_b ; h_t ; q̄_t], fp32 [tokens, 4·hidden]: the order matters for exchanging gates.
at::Tensor queryAwareInput(const Memories& memories);

} // namespace interweave
