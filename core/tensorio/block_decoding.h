// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/util/Half.h>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace interweave {

/// The 16 levels of IQ4_NL and IQ4_XS. Source: ggml-common.h, kvalues_iq4nl.
constexpr int8_t kUnevenLevels[16]
    = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

inline float fromHalf(uint16_t bits)
{
    return c10::Half(bits, c10::Half::from_bits());
}

/// Calls decode(block, values) for each of `count` blocks, whose bytes need not be aligned.
template <typename Block, int Elements, typename Decode>
void decodeEach(const std::byte* blocks, int64_t count, float* values, const Decode& decode)
{
    for (int64_t index = 0; index < count; ++index) {
        Block block;
        std::memcpy(&block, blocks + index * static_cast<int64_t>(sizeof block), sizeof block);
        decode(block, values + index * Elements);
    }
}

} // namespace interweave
