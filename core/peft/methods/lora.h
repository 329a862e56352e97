// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"
#include "core/peft/peft_config.h"

#include <cstdint>
#include <memory>

namespace interweave {

/// Low-rank adaptation: y = W x + b + s·B(A·drop(x)), s = alpha/rank.
/// A: [rank, in] Kaiming-uniform (a = √5), B: [out, rank] zero, both fp32 leaves; computed in the
/// model dtype. With an initialisation from W itself (initial_factors.h) the change is s·(B A − B₀
/// A₀), so that W, which the base branch needs, stays what it is; saved as the LoRA of twice the
/// rank that it is. With `dora` see dora_adapter.h. Source: Hu et al., arXiv 2106.09685; parameter
/// names and scaling as Hugging Face PEFT 0.21.
std::shared_ptr<PeftAdapter> makeLora(
    const LoraConfig& config, const Decoder& decoder, uint64_t seed);

} // namespace interweave
