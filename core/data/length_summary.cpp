// SPDX-License-Identifier: Apache-2.0
#include "core/data/length_summary.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr int64_t kMaxBins = 25;

int64_t binWidthFor(int64_t longest)
{
    for (int64_t power = 1;; power *= 10)
        for (const int64_t step : {1, 2, 5})
            if (longest / (step * power) < kMaxBins)
                return step * power;
}

} // namespace

LengthSummary summarise(std::vector<int32_t> lengths)
{
    LengthSummary summary;
    if (lengths.empty())
        return summary;
    std::ranges::sort(lengths);
    const auto rank = [&](size_t percent) { // nearest: the ⌈p·n⌉-th
        return int64_t{lengths[(lengths.size() * percent + 99) / 100 - 1]};
    };
    summary.shortest = lengths.front();
    summary.median = rank(50);
    summary.percentile95 = rank(95);
    summary.longest = lengths.back();
    summary.binWidth = binWidthFor(summary.longest);
    summary.bins.resize(static_cast<size_t>(summary.longest / summary.binWidth) + 1);
    for (const int32_t length : lengths)
        ++summary.bins[static_cast<size_t>(length / summary.binWidth)];
    return summary;
}

} // namespace interweave
