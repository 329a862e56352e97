// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace interweave {

/// Bijective mixing of 64 bits (the finisher of splitmix64). Always inlined, so that loops compiled
/// for one instruction set only may call it.
[[gnu::always_inline]] inline uint64_t mixBits(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace interweave
