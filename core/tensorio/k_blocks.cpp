// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/block_decoders.h"
#include "core/tensorio/block_decoding.h"

// Blocks of 256 elements. Their quants lie in rows of 32 bytes; element j of the row that starts
// at bit `shift` is byte j's. Compiled without contraction of the product and the difference into
// a fused operation (see CMakeLists.txt).

namespace interweave {

namespace {

constexpr int kElements = 256;
constexpr int kRow = 32;
constexpr int kRows = kElements / kRow;
constexpr int kGroup = 16;
constexpr int kPackedScaleBytes = 12;

struct BlockQ2K {
    uint8_t scales[kElements / kGroup]; // scale in the low, minimum in the high 4 bits
    uint8_t quants[kElements / 4];
    uint16_t scale;
    uint16_t minimum;
};

struct BlockQ3K {
    uint8_t thirdBits[kElements / 8];
    uint8_t quants[kElements / 4];
    uint8_t scales[kPackedScaleBytes];
    uint16_t scale;
};

struct BlockQ4K {
    uint16_t scale;
    uint16_t minimum;
    uint8_t scales[kPackedScaleBytes];
    uint8_t quants[kElements / 2];
};

struct BlockQ5K {
    uint16_t scale;
    uint16_t minimum;
    uint8_t scales[kPackedScaleBytes];
    uint8_t fifthBits[kElements / 8];
    uint8_t quants[kElements / 2];
};

struct BlockQ6K {
    uint8_t lowBits[kElements / 2];
    uint8_t highBits[kElements / 4];
    int8_t scales[kElements / kGroup];
    uint16_t scale;
};

struct BlockIQ4XS {
    uint16_t scale;
    uint16_t highScales; // 2 bits for each row
    uint8_t lowScales[kRows / 2];
    uint8_t quants[kElements / 2];
};

static_assert(sizeof(BlockQ2K) == 84 && sizeof(BlockQ3K) == 110 && sizeof(BlockQ4K) == 144
    && sizeof(BlockQ5K) == 176 && sizeof(BlockQ6K) == 210 && sizeof(BlockIQ4XS) == 136);

/// The scale and minimum of each row, 6 bits each: those of rows 0-3 whole in the low bits of bytes
/// 0-3 and 4-7; those of rows 4-7 with their low 4 bits in bytes 8-11 (minimum high) and their
/// upper 2 above the former.
struct RowScales {
    uint8_t scale[kRows];
    uint8_t minimum[kRows];

    explicit RowScales(const uint8_t* packed)
    {
        constexpr int kHalf = kRows / 2;
        for (int i = 0; i < kHalf; ++i) {
            const uint8_t low = packed[2 * kHalf + i];
            scale[i] = packed[i] & 0x3f;
            minimum[i] = packed[kHalf + i] & 0x3f;
            scale[kHalf + i] = static_cast<uint8_t>((low & 0xf) | (packed[i] >> 6) << 4);
            minimum[kHalf + i] = static_cast<uint8_t>((low >> 4) | (packed[kHalf + i] >> 6) << 4);
        }
    }
};

/// Q3_K's scales of 16 groups, 6 bits each less 32: their low 4 bits in bytes 0-7 (groups 8-15
/// high), their upper 2 in bytes 8-11, four to a byte.
void unpackGroupScales(const uint8_t* packed, int8_t* scales)
{
    for (int i = 0; i < kGroup; ++i) {
        const int low = packed[i % 8] >> (i < 8 ? 0 : 4) & 0xf;
        const int high = packed[8 + i % 4] >> 2 * (i / 4) & 3;
        scales[i] = static_cast<int8_t>((low | high << 4) - 32);
    }
}

} // namespace

void decodeQ2_K(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ2K, kElements>(blocks, count, values, [](const BlockQ2K& block, float* out) {
        const float scale = fromHalf(block.scale);
        const float minimum = fromHalf(block.minimum);
        for (int group = 0; group < kElements / kGroup; ++group) {
            const int row = group / 2;
            const uint8_t* quants = block.quants + row / 4 * kRow + group % 2 * kGroup;
            const int shift = row % 4 * 2;
            const float factor = scale * static_cast<float>(block.scales[group] & 0xf);
            const float offset = minimum * static_cast<float>(block.scales[group] >> 4);
            for (int i = 0; i < kGroup; ++i)
                out[group * kGroup + i]
                    = factor * static_cast<float>(quants[i] >> shift & 3) - offset;
        }
    });
}

void decodeQ3_K(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ3K, kElements>(blocks, count, values, [](const BlockQ3K& block, float* out) {
        const float scale = fromHalf(block.scale);
        int8_t scales[kGroup];
        unpackGroupScales(block.scales, scales);
        for (int group = 0; group < kElements / kGroup; ++group) {
            const int row = group / 2;
            const uint8_t* quants = block.quants + row / 4 * kRow + group % 2 * kGroup;
            const uint8_t* thirdBits = block.thirdBits + group % 2 * kGroup;
            const int shift = row % 4 * 2;
            const float factor = scale * static_cast<float>(scales[group]);
            for (int i = 0; i < kGroup; ++i) {
                const int quant = (quants[i] >> shift & 3) | (thirdBits[i] >> row & 1) << 2;
                out[group * kGroup + i] = factor * static_cast<float>(quant - 4);
            }
        }
    });
}

void decodeQ4_K(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ4K, kElements>(blocks, count, values, [](const BlockQ4K& block, float* out) {
        const float scale = fromHalf(block.scale);
        const float minimum = fromHalf(block.minimum);
        const RowScales scales(block.scales);
        for (int row = 0; row < kRows; ++row) {
            const uint8_t* quants = block.quants + row / 2 * kRow;
            const int shift = row % 2 * 4;
            const float factor = scale * static_cast<float>(scales.scale[row]);
            const float offset = minimum * static_cast<float>(scales.minimum[row]);
            for (int i = 0; i < kRow; ++i)
                out[row * kRow + i]
                    = factor * static_cast<float>(quants[i] >> shift & 0xf) - offset;
        }
    });
}

void decodeQ5_K(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ5K, kElements>(blocks, count, values, [](const BlockQ5K& block, float* out) {
        const float scale = fromHalf(block.scale);
        const float minimum = fromHalf(block.minimum);
        const RowScales scales(block.scales);
        for (int row = 0; row < kRows; ++row) {
            const uint8_t* quants = block.quants + row / 2 * kRow;
            const int shift = row % 2 * 4;
            const float factor = scale * static_cast<float>(scales.scale[row]);
            const float offset = minimum * static_cast<float>(scales.minimum[row]);
            for (int i = 0; i < kRow; ++i) {
                const int quant = (quants[i] >> shift & 0xf) | (block.fifthBits[i] >> row & 1) << 4;
                out[row * kRow + i] = factor * static_cast<float>(quant) - offset;
            }
        }
    });
}

void decodeQ6_K(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockQ6K, kElements>(blocks, count, values, [](const BlockQ6K& block, float* out) {
        const float scale = fromHalf(block.scale);
        for (int group = 0; group < kElements / kGroup; ++group) {
            const int row
                = group / 2; // of 8; rows 0-3 share 64 low and 32 high bytes, 4-7 the next
            const int half = group % 2 * kGroup;
            const uint8_t* low = block.lowBits + (row / 4 * 2 + row % 2) * kRow + half;
            const uint8_t* high = block.highBits + row / 4 * kRow + half;
            const int lowShift = row % 4 / 2 * 4;
            const int highShift = row % 4 * 2;
            const float factor = scale * static_cast<float>(block.scales[group]);
            for (int i = 0; i < kGroup; ++i) {
                const int quant = (low[i] >> lowShift & 0xf) | (high[i] >> highShift & 3) << 4;
                out[group * kGroup + i] = factor * static_cast<float>(quant - 32);
            }
        }
    });
}

void decodeIQ4_XS(const std::byte* blocks, int64_t count, float* values)
{
    decodeEach<BlockIQ4XS, kElements>(
        blocks, count, values, [](const BlockIQ4XS& block, float* out) {
            const float scale = fromHalf(block.scale);
            for (int row = 0; row < kRows; ++row) {
                const int low = block.lowScales[row / 2] >> row % 2 * 4 & 0xf;
                const int high = block.highScales >> 2 * row & 3;
                const float factor = scale * static_cast<float>((low | high << 4) - 32);
                const uint8_t* quants = block.quants + row * kRow / 2;
                for (int i = 0; i < kRow / 2; ++i) {
                    out[row * kRow + i]
                        = factor * static_cast<float>(kUnevenLevels[quants[i] & 0xf]);
                    out[row * kRow + kRow / 2 + i]
                        = factor * static_cast<float>(kUnevenLevels[quants[i] >> 4]);
                }
            }
        });
}

} // namespace interweave
