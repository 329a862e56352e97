// SPDX-License-Identifier: Apache-2.0
#include "core/model/rotary.h"

#include <ATen/ATen.h>

#include <cmath>
#include <numbers>

namespace interweave {

namespace {

constexpr double kTau = 2.0 * std::numbers::pi;

/// Llama 3.1: long wavelengths are stretched by `factor`, short ones kept, a ramp between.
at::Tensor llama3Frequencies(const RotaryConfig& config, const at::Tensor& frequencies)
{
    const double original = static_cast<double>(config.originalMaxPositions);
    const at::Tensor wavelength = kTau / frequencies;
    const at::Tensor smooth = (original / wavelength - config.lowFrequencyFactor)
        / (config.highFrequencyFactor - config.lowFrequencyFactor);
    const at::Tensor ramped = (1 - smooth) * frequencies / config.factor + smooth * frequencies;
    const at::Tensor stretched = at::where(wavelength > original / config.lowFrequencyFactor,
        frequencies / config.factor, frequencies);
    const at::Tensor isMedium
        = (wavelength >= original / config.highFrequencyFactor)
              .logical_and(wavelength <= original / config.lowFrequencyFactor);
    return at::where(isMedium, ramped, stretched);
}

/// YaRN (Peng et al., arXiv 2309.00071, §3.2): interpolated below betaSlow rotations, kept above
/// betaFast.
at::Tensor yarnFrequencies(
    const RotaryConfig& config, const at::Tensor& frequencies, int64_t headDim)
{
    const auto dimensionOf = [&](double rotations) {
        const double positions = static_cast<double>(config.originalMaxPositions);
        return static_cast<double>(headDim) * std::log(positions / (rotations * kTau))
            / (2 * std::log(config.theta));
    };
    double low = dimensionOf(config.betaFast);
    double high = dimensionOf(config.betaSlow);
    if (config.truncate) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, static_cast<double>(headDim - 1));
    if (low == high)
        high += 0.001; // as the reference: no division by zero
    const at::Tensor dimension = at::arange(headDim / 2, frequencies.options());
    const at::Tensor interpolated = ((dimension - low) / (high - low)).clamp(0, 1);
    return frequencies / config.factor * interpolated + frequencies * (1 - interpolated);
}

} // namespace

Rotary::Rotary(const RotaryConfig& config, int64_t headDim, at::Device device)
{
    const at::Tensor exponents
        = at::arange(0, headDim, 2, at::kFloat) / static_cast<double>(headDim);
    at::Tensor frequencies = 1.0 / at::pow(config.theta, exponents);
    switch (config.scaling) {
    case RotaryConfig::Scaling::None: break;
    case RotaryConfig::Scaling::Linear: frequencies = frequencies / config.factor; break;
    case RotaryConfig::Scaling::Llama3: frequencies = llama3Frequencies(config, frequencies); break;
    case RotaryConfig::Scaling::Yarn:
        frequencies = yarnFrequencies(config, frequencies, headDim);
        m_attentionFactor = config.attentionFactor > 0 ? config.attentionFactor
            : config.factor <= 1                       ? 1.0
                                                       : 0.1 * std::log(config.factor) + 1.0;
        break;
    }
    m_frequencies = frequencies.to(device);
}

RotaryAngles Rotary::angles(const at::Tensor& positions) const
{
    const at::Tensor angles = positions.to(at::kFloat).unsqueeze(1) * m_frequencies.unsqueeze(0);
    RotaryAngles result{angles.cos(), angles.sin()};
    if (m_attentionFactor != 1.0) {
        result.cosines.mul_(m_attentionFactor);
        result.sines.mul_(m_attentionFactor);
    }
    return result;
}

at::Tensor rotate(const at::Tensor& x, const RotaryAngles& angles)
{
    const int64_t half = x.size(2) / 2;
    const at::Tensor cosines = angles.cosines.unsqueeze(1); // [tokens, 1, half]
    const at::Tensor sines = angles.sines.unsqueeze(1);
    const at::Tensor first = x.narrow(2, 0, half).to(at::kFloat);
    const at::Tensor second = x.narrow(2, half, half).to(at::kFloat);
    return at::cat({first * cosines - second * sines, second * cosines + first * sines}, 2)
        .to(x.scalar_type());
}

} // namespace interweave
