// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/quantised_blocks.h"

#include "core/tensorio/block_decoders.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr GgmlType kTypes[] = {
    {0, "F32", 1, 4, nullptr},
    {1, "F16", 1, 2, nullptr},
    {2, "Q4_0", 32, 18, decodeQ4_0},
    {3, "Q4_1", 32, 20, decodeQ4_1},
    {6, "Q5_0", 32, 22, decodeQ5_0},
    {7, "Q5_1", 32, 24, decodeQ5_1},
    {8, "Q8_0", 32, 34, decodeQ8_0},
    {9, "Q8_1", 32, 40, nullptr},
    {10, "Q2_K", 256, 84, decodeQ2_K},
    {11, "Q3_K", 256, 110, decodeQ3_K},
    {12, "Q4_K", 256, 144, decodeQ4_K},
    {13, "Q5_K", 256, 176, decodeQ5_K},
    {14, "Q6_K", 256, 210, decodeQ6_K},
    {15, "Q8_K", 256, 292, nullptr},
    {16, "IQ2_XXS", 256, 66, nullptr},
    {17, "IQ2_XS", 256, 74, nullptr},
    {18, "IQ3_XXS", 256, 98, nullptr},
    {19, "IQ1_S", 256, 50, nullptr},
    {20, "IQ4_NL", 32, 18, decodeIQ4_NL},
    {21, "IQ3_S", 256, 110, nullptr},
    {22, "IQ2_S", 256, 82, nullptr},
    {23, "IQ4_XS", 256, 136, decodeIQ4_XS},
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

const GgmlType* findGgmlType(uint32_t id)
{
    const auto found = std::find_if(
        std::begin(kTypes), std::end(kTypes), [id](const GgmlType& type) { return type.id == id; });
    return found == std::end(kTypes) ? nullptr : found;
}

std::string decodedFormats()
{
    std::string names;
    for (const GgmlType& type : kTypes) {
        if (type.decode)
            names += (names.empty() ? "" : ", ") + std::string(type.name);
    }
    return names;
}

} // namespace interweave
