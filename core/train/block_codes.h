// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>

namespace interweave {

/// Numbers in blocks of 256, each stored as a byte times the block's largest magnitude. The byte
/// names one of 256 values of [−1, 1], or [0, 1]: 0, 1 and, in each decade 10^(e−6) … 10^(e−7), e =
/// 0 … 6, the middles of 2^e (for each sign), or 2^(e+1), equal parts of its last nine tenths:
/// small numbers keep their order of magnitude, large ones more digits. Source: dynamic tree
/// quantisation, Dettmers, arXiv 1511.04561, block-wise: Dettmers et al., arXiv 2110.02861.
class BlockCodes {
public:
    static constexpr int64_t kBlock = 256;

    enum class Range { Signed, Unsigned };
    explicit BlockCodes(Range range);

    const std::array<float, 256>& values() const { return m_values; } // ascending

    /// codes: `count` bytes of one block, at most kBlock.
    void decode(const uint8_t* codes, float scale, int64_t count, float* x) const;
    /// To the nearest values; returns the scale, max |x|.
    float encode(const float* x, int64_t count, uint8_t* codes) const;

    /// The same by torch operations on any device. codes: [n] uint8, scales: [⌈n/256⌉] fp32, x: [n]
    /// fp32.
    at::Tensor decode(const at::Tensor& codes, const at::Tensor& scales) const;
    void encode(const at::Tensor& x, const at::Tensor& codes, const at::Tensor& scales) const;

private:
    uint8_t nearest(float value) const;

    std::array<float, 256> m_values{};
    std::array<float, 255> m_middles{}; // between neighbours
};

} // namespace interweave
