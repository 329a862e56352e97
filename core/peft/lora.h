// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace interweave {

struct LoraConfig {
    int64_t rank = 16;
    double alpha = 16.0;
    double dropout
        = 0.1; // kept for the folder; the probability in force comes with each forward pass
    bool rankStabilised = false; // rsLoRA: scale alpha/√rank instead of alpha/rank
    std::vector<std::string> targets{
        "q_proj", "v_proj"}; // module name suffixes, as PEFT matches them
};

/// Low-rank adaptation: y = W x + b + s·B(A·drop(x)), s = alpha/rank.
/// A: [rank, in] Kaiming-uniform (a = √5), B: [out, rank] zero, both fp32 leaves; computed in the
/// model dtype. Source: Hu et al., arXiv 2106.09685; parameter names and scaling as Hugging Face
/// PEFT 0.21.
std::shared_ptr<PeftAdapter> makeLora(
    const LoraConfig& config, const Decoder& decoder, uint64_t seed);

} // namespace interweave
