// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapted_linear.h"
#include "core/model/decoder_weights.h"

#include <ATen/core/Tensor.h>

namespace interweave {

/// The MLP of one layer, h: [tokens, hidden] in the model dtype → [tokens, hidden]:
/// down(act(gate(h)) ∘ up(h)), or down(act(up(h))) where the family has no gate. With experts:
/// Σ p_e · mlp_e(h) over the expertsPerToken largest of p = softmax(router(h)) (Shazeer et al.,
/// arXiv 1701.06538). Differentiable.
at::Tensor feedForward(const DecoderWeights::Layer& layer, const at::Tensor& h,
    const DecoderConfig& config, std::span<const AdaptedTokens> adapted);

} // namespace interweave
