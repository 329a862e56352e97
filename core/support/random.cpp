// SPDX-License-Identifier: Apache-2.0
#include "core/support/random.h"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <utility>

namespace interweave {

namespace {
constexpr uint64_t kGolden = 0x9e3779b97f4a7c15ULL;
}

uint64_t deriveSeed(uint64_t seed, std::initializer_list<uint64_t> purpose)
{
    uint64_t result = mixBits(seed + kGolden);
    // Seed and parts enter differently: (1, {2}) must not be (2, {1}).
    for (const uint64_t part : purpose)
        result = mixBits(result + part + kGolden);
    return result;
}

uint64_t Random::next()
{
    m_state += kGolden;
    return mixBits(m_state);
}

double Random::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Random::normal(double deviation)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return deviation * radius * std::cos(2.0 * std::numbers::pi * uniform());
}

uint64_t Random::below(uint64_t bound)
{
    const uint64_t limit = -bound % bound; // values under it would favour the small results
    uint64_t value = next();
    while (value < limit)
        value = next();
    return value % bound;
}

std::vector<int64_t> shuffledIndices(int64_t count, uint64_t seed)
{
    std::vector<int64_t> order(static_cast<size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    Random random(seed);
    for (size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

} // namespace interweave
