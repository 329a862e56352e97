// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder_config.h"

#include <ATen/core/Tensor.h>

namespace interweave {

/// Cosines and sines of some positions' angles, fp32 [tokens, headDim/2] each.
struct RotaryAngles {
    at::Tensor cosines;
    at::Tensor sines;
};

/// Rotary position embedding (Su et al., arXiv 2104.09864), dimension i paired with i + headDim/2
/// as Hugging Face does.
class Rotary {
public:
    Rotary(const RotaryConfig& config, int64_t headDim, at::Device device);

    /// positions: [tokens] int64 on the device. Angles position · frequency, times the scaling's
    /// attention factor.
    RotaryAngles angles(const at::Tensor& positions) const;

private:
    at::Tensor m_frequencies; // [headDim/2] fp32
    double m_attentionFactor = 1.0;
};

/// x: [tokens, heads, headDim] any dtype; rotated in fp32, returned in x's dtype. Differentiable.
at::Tensor rotate(const at::Tensor& x, const RotaryAngles& angles);

} // namespace interweave
