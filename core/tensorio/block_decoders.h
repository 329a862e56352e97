// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace interweave {

// BlockDecoders (quantised_blocks.h). q are a block's quants, d its half-precision scale, m its
// half-precision minimum; every product and sum is rounded to fp32 by itself, as in the reference.

// Blocks of 32 elements.
void decodeQ4_0(const std::byte* blocks, int64_t count, float* values); // d·(q − 8), q of 4 bits
void decodeQ4_1(const std::byte* blocks, int64_t count, float* values); // d·q + m
void decodeQ5_0(const std::byte* blocks, int64_t count, float* values); // d·(q − 16), q of 5 bits
void decodeQ5_1(const std::byte* blocks, int64_t count, float* values); // d·q + m
void decodeQ8_0(const std::byte* blocks, int64_t count, float* values); // d·q, q signed, 8 bits
/// d·k(q): q of 4 bits chooses one of 16 unevenly spaced levels k.
void decodeIQ4_NL(const std::byte* blocks, int64_t count, float* values);

// Blocks of 256 elements in groups of 16 or 32, each with its own integer scale s (and minimum n).
void decodeQ2_K(const std::byte* blocks, int64_t count, float* values); // (d·s)·q − m·n, 2 bits
void decodeQ3_K(const std::byte* blocks, int64_t count, float* values); // (d·s)·(q − 4), 3 bits
void decodeQ4_K(const std::byte* blocks, int64_t count, float* values); // (d·s)·q − m·n, 4 bits
void decodeQ5_K(const std::byte* blocks, int64_t count, float* values); // (d·s)·q − m·n, 5 bits
void decodeQ6_K(const std::byte* blocks, int64_t count, float* values); // (d·s)·(q − 32), 6 bits
void decodeIQ4_XS(const std::byte* blocks, int64_t count, float* values); // (d·s)·k(q)

} // namespace interweave
