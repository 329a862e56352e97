// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace interweave {

/// Decodes `count` blocks of one of ggml's formats into values: [count · blockElements] fp32, bit
/// for bit those of ggml's reference. Single-threaded. Source: ggml-quants.c, dequantize_row_*.
using BlockDecoder = void (*)(const std::byte* blocks, int64_t count, float* values);

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

/// "Q4_0, Q4_1, …": the formats with a decoder, for error messages.
std::string decodedFormats();

} // namespace interweave
