// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/block_decoders.h"
#include "core/tensorio/block_decoding.h"

// Blocks of 32 elements. 4-bit quants keep elements 0-15 in the low and 16-31 in the high halves
// of their 16 bytes; the fifth bits are those of a 32-bit number, element 0 lowest. Compiled
// without contraction of d·q + m into a fused operation (see CMakeLists.txt): the reference rounds
// twice.

namespace interweave {

namespace {

constexpr int kElements = 32;
constexpr int kHalf = kElements / 2;

struct BlockQ4_0 {
    uint16_t scale;
    uint8_t quants[kHalf];
};

struct BlockQ4_1 {
    uint16_t scale;
    uint16_t minimum;
    uint8_t quants[kHalf];
};

struct BlockQ5_0 {
    uint16_t scale;
    uint8_t fifthBits[kElements / 8];
    uint8_t quants[kHalf];
};

struct BlockQ5_1 {
    uint16_t scale;
    uint16_t minimum;
    uint8_t fifthBits[kElements / 8];
    uint8_t quants[kHalf];
};

struct BlockQ8_0 {
    uint16_t scale;
    int8_t quants[kElements];
};

static_assert(sizeof(BlockQ4_0) == 18 && sizeof(BlockQ4_1) == 20 && sizeof(BlockQ5_0) == 22
    && sizeof(BlockQ5_1) == 24 && sizeof(BlockQ8_0) == 34);

/// values[i] = value(quant of 4 bits, i)
template <typename Value>
void unpackNibbles(const uint8_t* quants, float* values, const Value& value)
{
    for (int i = 0; i < kHalf; ++i) {
        values[i] = value(quants[i] & 0xf, i);
        values[i + kHalf] = value(quants[i] >> 4, i + kHalf);
    }
}

/// values[i] = value(quant of 5 bits)
template <typename Value>
void unpackFiveBits(
    const uint8_t* quants, const uint8_t* fifthBits, float* values, const Value& value)
{
    uint32_t bits = 0;
    std::memcpy(&bits, fifthBits, sizeof bits);
    unpackNibbles(quants, values,
        [&](int low, int i) { return value(low | static_cast<int>((bits >> i & 1) << 4)); });
}

} // namespace

void decodeQ4_0(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ4_0, kElements>(blocks, count, values, [](const BlockQ4_0& block, float* out) {
        const float scale = fromHalf(block.scale);
        unpackNibbles(block.quants, out,
            [&](int quant, int) { return scale * static_cast<float>(quant - 8); });
    });
}

void decodeQ4_1(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ4_1, kElements>(blocks, count, values, [](const BlockQ4_1& block, float* out) {
        const float scale = fromHalf(block.scale);
        const float minimum = fromHalf(block.minimum);
        unpackNibbles(block.quants, out,
            [&](int quant, int) { return scale * static_cast<float>(quant) + minimum; });
    });
}

void decodeQ5_0(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ5_0, kElements>(blocks, count, values, [](const BlockQ5_0& block, float* out) {
        const float scale = fromHalf(block.scale);
        unpackFiveBits(block.quants, block.fifthBits, out,
            [&](int quant) { return scale * static_cast<float>(quant - 16); });
    });
}

void decodeQ5_1(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ5_1, kElements>(blocks, count, values, [](const BlockQ5_1& block, float* out) {
        const float scale = fromHalf(block.scale);
        const float minimum = fromHalf(block.minimum);
        unpackFiveBits(block.quants, block.fifthBits, out,
            [&](int quant) { return scale * static_cast<float>(quant) + minimum; });
    });
}

void decodeQ8_0(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ8_0, kElements>(blocks, count, values, [](const BlockQ8_0& block, float* out) {
        const float scale = fromHalf(block.scale);
        for (int i = 0; i < kElements; ++i)
            out[i] = scale * static_cast<float>(block.quants[i]);
    });
}

void decodeIQ4_NL(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ4_0, kElements>( // the same layout
        blocks, count, values, [](const BlockQ4_0& block, float* out) {
            const float scale = fromHalf(block.scale);
            unpackNibbles(block.quants, out,
                [&](int quant, int) { return scale * static_cast<float>(kUnevenLevels[quant]); });
        });
}

} // namespace interweave
