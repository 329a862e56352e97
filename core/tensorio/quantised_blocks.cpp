// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/quantised_blocks.h"

#include <algorithm>
#include <c10/util/Half.h>
#include <cstring>

// Compiled without contraction of d·q + m into a fused operation (see CMakeLists.txt): the
// reference rounds twice.

namespace interweave {

namespace {

constexpr int kBlockElements = 32;
constexpr int kHalf = kBlockElements / 2;

struct BlockQ8_0 {
    uint16_t scale;
    int8_t quants[kBlockElements];
};

struct BlockQ4_0 {
    uint16_t scale;
    uint8_t quants[kHalf];
};

struct BlockQ4_1 {
    uint16_t scale;
    uint16_t minimum;
    uint8_t quants[kHalf];
};

float fromHalf(uint16_t bits)
{
    return c10::Half(bits, c10::Half::from_bits());
}

template <typename Block>
Block readBlock(const std::byte* blocks, int64_t index)
{
    Block block;
    std::memcpy(&block, blocks + static_cast<size_t>(index) * sizeof block, sizeof block);
    return block;
}

constexpr GgmlType kTypes[] = {
    {0, "F32", 1, 4, nullptr},
    {1, "F16", 1, 2, nullptr},
    {2, "Q4_0", 32, sizeof(BlockQ4_0), decodeQ4_0},
    {3, "Q4_1", 32, sizeof(BlockQ4_1), decodeQ4_1},
    {6, "Q5_0", 32, 22, nullptr},
    {7, "Q5_1", 32, 24, nullptr},
    {8, "Q8_0", 32, sizeof(BlockQ8_0), decodeQ8_0},
    {9, "Q8_1", 32, 40, nullptr},
    {10, "Q2_K", 256, 84, nullptr},
    {11, "Q3_K", 256, 110, nullptr},
    {12, "Q4_K", 256, 144, nullptr},
    {13, "Q5_K", 256, 176, nullptr},
    {14, "Q6_K", 256, 210, nullptr},
    {15, "Q8_K", 256, 292, nullptr},
    {16, "IQ2_XXS", 256, 66, nullptr},
    {17, "IQ2_XS", 256, 74, nullptr},
    {18, "IQ3_XXS", 256, 98, nullptr},
    {19, "IQ1_S", 256, 50, nullptr},
    {20, "IQ4_NL", 32, 18, nullptr},
    {21, "IQ3_S", 256, 110, nullptr},
    {22, "IQ2_S", 256, 82, nullptr},
    {23, "IQ4_XS", 256, 136, nullptr},
    {24, "I8", 1, 1, nullptr},
    {25, "I16", 1, 2, nullptr},
    {26, "I32", 1, 4, nullptr},
    {27, "I64", 1, 8, nullptr},
    {28, "F64", 1, 8, nullptr},
    {29, "IQ1_M", 256, 56, nullptr},
    {30, "BF16", 1, 2, nullptr},
    {34, "TQ1_0", 256, 54, nullptr},
    {35, "TQ2_0", 256, 66, nullptr},
    {39, "MXFP4", 32, 17, nullptr},
    {40, "NVFP4", 64, 36, nullptr},
    {41, "Q1_0", 128, 18, nullptr},
};

} // namespace

void decodeQ8_0(const std::byte* blocks, int64_t count, float* values)
{
    for (int64_t index = 0; index < count; ++index, values += kBlockElements) {
        const auto block = readBlock<BlockQ8_0>(blocks, index);
        const float scale = fromHalf(block.scale);
        for (int i = 0; i < kBlockElements; ++i)
            values[i] = scale * static_cast<float>(block.quants[i]);
    }
}

void decodeQ4_0(const std::byte* blocks, int64_t count, float* values)
{
    for (int64_t index = 0; index < count; ++index, values += kBlockElements) {
        const auto block = readBlock<BlockQ4_0>(blocks, index);
        const float scale = fromHalf(block.scale);
        for (int i = 0; i < kHalf; ++i) {
            values[i] = scale * static_cast<float>((block.quants[i] & 0xf) - 8);
            values[i + kHalf] = scale * static_cast<float>((block.quants[i] >> 4) - 8);
        }
    }
}

void decodeQ4_1(const std::byte* blocks, int64_t count, float* values)
{
    for (int64_t index = 0; index < count; ++index, values += kBlockElements) {
        const auto block = readBlock<BlockQ4_1>(blocks, index);
        const float scale = fromHalf(block.scale);
        const float minimum = fromHalf(block.minimum);
        for (int i = 0; i < kHalf; ++i) {
            values[i] = scale * static_cast<float>(block.quants[i] & 0xf) + minimum;
            values[i + kHalf] = scale * static_cast<float>(block.quants[i] >> 4) + minimum;
        }
    }
}

const GgmlType* findGgmlType(uint32_t id)
{
    const auto found = std::find_if(
        std::begin(kTypes), std::end(kTypes), [id](const GgmlType& type) { return type.id == id; });
    return found == std::end(kTypes) ? nullptr : found;
}

} // namespace interweave
