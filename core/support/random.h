// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/mix_bits.h"

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace interweave {

/// Random numbers as pure functions of a seed and a counter, so that a resumed run draws what the
/// uninterrupted one would have drawn and no generator state has to be kept. Same numbers on every
/// machine.

/// A seed for one purpose, derived from a run's seed and the numbers that name the purpose (step,
/// layer, …).
uint64_t deriveSeed(uint64_t seed, std::initializer_list<uint64_t> purpose);

/// A small sequential generator (splitmix64).
class Random {
public:
    explicit Random(uint64_t seed)
        : m_state(seed)
    {
    }

    uint64_t next();
    /// Uniform in [0, 1).
    double uniform();
    /// Normal with mean 0: Box and Muller's transformation of two uniform numbers.
    double normal(double deviation);
    /// Uniform in [0, bound), without modulo bias. bound > 0.
    uint64_t below(uint64_t bound);

private:
    uint64_t m_state;
};

/// A permutation of 0 … count − 1 (Fisher–Yates).
std::vector<int64_t> shuffledIndices(int64_t count, uint64_t seed);

} // namespace interweave
