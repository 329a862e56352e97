// SPDX-License-Identifier: Apache-2.0
#include "core/model/rotary.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace interweave {

namespace {

using Scaling = RotaryConfig::Scaling;

constexpr double kTau = 2.0 * std::numbers::pi;

/// base^(−2i/rotated) for every pair i.
at::Tensor plainFrequencies(double theta, int64_t rotated)
{
    const at::Tensor exponents
        = at::arange(0, rotated, 2, at::kFloat) / static_cast<double>(rotated);
    return 1.0 / at::pow(theta, exponents);
}

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
    const RotaryConfig& config, const at::Tensor& frequencies, int64_t rotated)
{
    const auto dimensionOf = [&](double rotations) {
        const double positions = static_cast<double>(config.originalMaxPositions);
        return static_cast<double>(rotated) * std::log(positions / (rotations * kTau))
            / (2 * std::log(config.theta));
    };
    double low = dimensionOf(config.betaFast);
    double high = dimensionOf(config.betaSlow);
    if (config.truncate) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, static_cast<double>(rotated - 1));
    if (low == high)
        high += 0.001; // as the reference: no division by zero
    const at::Tensor dimension = at::arange(frequencies.size(0), frequencies.options());
    const at::Tensor interpolated = ((dimension - low) / (high - low)).clamp(0, 1);
    return frequencies / config.factor * interpolated + frequencies * (1 - interpolated);
}

/// Dynamic NTK: a base that grows with the row, so that the slowest pair turns as far as it would
/// have at the trained length.
at::Tensor dynamicFrequencies(const RotaryConfig& config, int64_t length, int64_t rotated)
{
    const double stretch = config.factor * static_cast<double>(length)
            / static_cast<double>(config.originalMaxPositions)
        - (config.factor - 1.0);
    const double width = static_cast<double>(rotated);
    return plainFrequencies(config.theta * std::pow(stretch, width / (width - 2.0)), rotated);
}

/// LongRoPE (Ding et al., arXiv 2402.13753): a divisor for every pair.
at::Tensor longRopeFrequencies(const std::vector<double>& factors, const at::Tensor& frequencies)
{
    return frequencies / at::tensor(factors, at::kDouble).to(at::kFloat);
}

} // namespace

RotaryAngles rotaryAngles(const at::Tensor& cosines, const at::Tensor& sines)
{
    return {cosines, sines, at::stack({-sines, sines}, 1).unsqueeze(1)};
}

Rotary::Rotary(const RotaryConfig& config, int64_t headDim, at::Device device)
    : m_config(config)
    , m_headDim(headDim)
    , m_pairs(rotatedPairs(config, headDim))
    , m_device(device)
    , m_frequencies(frequenciesOf(regime(1)))
{
}

int64_t Rotary::regime(int64_t length) const
{
    switch (m_config.scaling) {
    case Scaling::DynamicNtk: return std::max(length, m_config.originalMaxPositions);
    case Scaling::LongRope: return length > m_config.originalMaxPositions ? 1 : 0;
    default: return 0;
    }
}

bool Rotary::hasRegimes() const
{
    return m_config.scaling == Scaling::DynamicNtk || m_config.scaling == Scaling::LongRope;
}

at::Tensor Rotary::frequenciesOf(int64_t regime) const
{
    const auto rotated
        = static_cast<int64_t>(static_cast<double>(m_headDim) * m_config.rotatedShare);
    if (m_pairs == 0)
        return at::zeros({m_headDim / 2}, at::device(m_device).dtype(at::kFloat));
    at::Tensor frequencies = plainFrequencies(m_config.theta, rotated);
    switch (m_config.scaling) {
    case Scaling::None: break;
    case Scaling::Linear: frequencies = frequencies / m_config.factor; break;
    case Scaling::Llama3: frequencies = llama3Frequencies(m_config, frequencies); break;
    case Scaling::Yarn: frequencies = yarnFrequencies(m_config, frequencies, rotated); break;
    case Scaling::DynamicNtk: frequencies = dynamicFrequencies(m_config, regime, rotated); break;
    case Scaling::LongRope:
        frequencies = longRopeFrequencies(
            regime == 0 ? m_config.shortFactors : m_config.longFactors, frequencies);
        break;
    }
    return at::constant_pad_nd(frequencies, {0, m_headDim / 2 - m_pairs}).to(m_device);
}

RotaryAngles Rotary::angles(const at::Tensor& positions, const std::vector<int64_t>& added,
    const std::vector<int64_t>& totals) const
{
    at::Tensor frequencies = m_frequencies.unsqueeze(0);
    const int64_t usual = regime(1);
    if (std::ranges::any_of(totals, [&](int64_t total) { return regime(total) != usual; })) {
        std::vector<at::Tensor> ofTokens;
        for (size_t row = 0; row < totals.size(); ++row)
            ofTokens.push_back(
                frequenciesOf(regime(totals[row])).unsqueeze(0).expand({added[row], -1}));
        frequencies = at::cat(ofTokens);
    }
    const at::Tensor angles = positions.to(at::kFloat).unsqueeze(1) * frequencies;
    const at::Tensor cosines = angles.cos();
    const at::Tensor sines = angles.sin();
    if (m_config.attentionFactor != 1.0) {
        cosines.narrow(1, 0, m_pairs).mul_(m_config.attentionFactor);
        sines.narrow(1, 0, m_pairs).mul_(m_config.attentionFactor);
    }
    return rotaryAngles(cosines, sines);
}

at::Tensor rotate(const at::Tensor& x, const RotaryAngles& angles)
{
    const int64_t half = x.size(2) / 2;
    const at::Tensor halves = x.unflatten(2, {2, half}).to(at::kFloat); // [tokens, heads, 2, half]
    const at::Tensor cosines = angles.cosines.view({-1, 1, 1, half});
    return at::addcmul(halves * cosines, halves.flip(2), angles.crossed)
        .flatten(2)
        .to(x.scalar_type());
}

} // namespace interweave
