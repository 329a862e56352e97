// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace interweave {

/// Decoders of ggml's block formats. Each block is 32 elements: a half-precision scale d, for Q4_1
/// a minimum m, then the quants q; 4-bit quants keep elements 0-15 in the low and 16-31 in the high
/// halves of their 16 bytes.
///     Q8_0: d·q, q signed 8 bit     Q4_0: d·(q − 8)     Q4_1: d·q + m (rounded after the product
///     too)
/// `blocks` holds `count` blocks; values: [count · 32] fp32, bit for bit those of ggml's reference.
/// Single-threaded. Source: ggml-quants.c, dequantize_row_*.
using BlockDecoder = void (*)(const std::byte* blocks, int64_t count, float* values);

void decodeQ8_0(const std::byte* blocks, int64_t count, float* values);
void decodeQ4_0(const std::byte* blocks, int64_t count, float* values);
void decodeQ4_1(const std::byte* blocks, int64_t count, float* values);

/// The element types a GGUF file may hold, with what is needed to lay them out.
struct GgmlType {
    uint32_t id;
    const char* name;
    uint32_t blockElements;
    uint32_t blockBytes;
    BlockDecoder decode; // nullptr for plain numbers and formats that are not decoded
};

/// nullptr for a number that names no type.
const GgmlType* findGgmlType(uint32_t id);

} // namespace interweave
