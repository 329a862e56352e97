// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/rotary_config.h"

#include <ATen/core/Tensor.h>

namespace interweave {

/// Cosines and sines of some positions' angles, fp32 [tokens, headDim/2] each.
struct RotaryAngles {
    at::Tensor cosines;
    at::Tensor sines;
    at::Tensor crossed; // [tokens, 1, 2, headDim/2]: −sines | sines, what a half takes of the other
};

/// cosines, sines: fp32 [tokens, headDim/2].
RotaryAngles rotaryAngles(const at::Tensor& cosines, const at::Tensor& sines);

/// Rotary position embedding (Su et al., arXiv 2104.09864), dimension i paired with i + headDim/2
/// as Hugging Face does. Pairs that do not turn come last and have the angle 0; HeadColumns brings
/// other arrangements into this one.
class Rotary {
public:
    Rotary(const RotaryConfig& config, int64_t headDim, at::Device device);

    /// positions: [tokens] int64 on the device, row after row: `added[row]` tokens of a row that
    /// will have `totals[row]`. Angles position · frequency, times the scaling's attention factor.
    RotaryAngles angles(const at::Tensor& positions, const std::vector<int64_t>& added,
        const std::vector<int64_t>& totals) const;

    /// What the frequencies of a row depend on: rows of one regime turn alike. The same for all
    /// lengths unless the scaling is dynamic NTK or longrope.
    int64_t regime(int64_t length) const;
    bool hasRegimes() const;

private:
    at::Tensor frequenciesOf(int64_t regime) const; // [headDim/2] fp32 on the device

    RotaryConfig m_config;
    int64_t m_headDim = 0;
    int64_t m_pairs = 0;
    at::Device m_device;
    at::Tensor m_frequencies; // of short rows
};

/// x: [tokens, heads, headDim] any dtype; rotated in fp32, returned in x's dtype. Differentiable.
at::Tensor rotate(const at::Tensor& x, const RotaryAngles& angles);

} // namespace interweave
