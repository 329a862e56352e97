// SPDX-License-Identifier: Apache-2.0
#include "core/train/block_codes.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace interweave {

namespace {

constexpr int kDecades = 7;

at::Tensor tableOn(at::Device device, const float* values, int64_t count)
{
    return at::tensor(at::ArrayRef<float>(values, static_cast<size_t>(count))).to(device);
}

/// Each block's scale for each of its n numbers.
at::Tensor perNumber(const at::Tensor& scales, int64_t count)
{
    return scales.unsqueeze(1).expand({-1, BlockCodes::kBlock}).reshape({-1}).narrow(0, 0, count);
}

} // namespace

BlockCodes::BlockCodes(Range range)
{
    std::vector<double> values{0.0, 1.0};
    for (int decade = 0; decade < kDecades; ++decade) {
        const double largest = std::pow(10.0, decade - kDecades + 1);
        const int parts = 1 << (range == Range::Signed ? decade : decade + 1);
        for (int part = 0; part < parts; ++part) {
            const double value = largest * (0.1 + 0.9 * (part + 0.5) / parts);
            values.push_back(value);
            if (range == Range::Signed)
                values.push_back(-value);
        }
    }
    std::ranges::sort(values);
    for (size_t i = 0; i < m_values.size(); ++i)
        m_values[i] = static_cast<float>(values[i]);
    for (size_t i = 0; i < m_middles.size(); ++i)
        m_middles[i] = 0.5f * (m_values[i] + m_values[i + 1]);
}

uint8_t BlockCodes::nearest(float value) const
{
    // How many middles lie below: eight halvings without a branch.
    size_t below = 0;
    for (size_t half = 128; half > 0; half /= 2)
        below += m_middles[below + half - 1] < value ? half : 0;
    return static_cast<uint8_t>(below);
}

void BlockCodes::decode(const uint8_t* codes, float scale, int64_t count, float* x) const
{
    for (int64_t i = 0; i < count; ++i)
        x[i] = m_values[codes[i]] * scale;
}

float BlockCodes::encode(const float* x, int64_t count, uint8_t* codes) const
{
    float scale = 0.0f;
    for (int64_t i = 0; i < count; ++i)
        scale = std::max(scale, std::abs(x[i]));
    const float divisor = scale > 0.0f ? scale : 1.0f;
    for (int64_t i = 0; i < count; ++i)
        codes[i] = nearest(x[i] / divisor);
    return scale;
}

at::Tensor BlockCodes::decode(const at::Tensor& codes, const at::Tensor& scales) const
{
    return tableOn(codes.device(), m_values.data(), 256).index_select(0, codes.to(at::kLong))
        * perNumber(scales, codes.numel());
}

void BlockCodes::encode(
    const at::Tensor& x, const at::Tensor& codes, const at::Tensor& scales) const
{
    const int64_t count = x.numel();
    const at::Tensor whole = at::constant_pad_nd(x, {0, scales.numel() * kBlock - count});
    scales.copy_(whole.view({-1, kBlock}).abs().amax(1));
    const at::Tensor divisor = scales.where(scales > 0.0, at::ones_like(scales));
    codes.copy_(
        at::bucketize(x / perNumber(divisor, count), tableOn(x.device(), m_middles.data(), 255)));
}

} // namespace interweave
