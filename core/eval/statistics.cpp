// SPDX-License-Identifier: Apache-2.0
#include "core/eval/statistics.h"

#include "core/eval/student.h"
#include "core/support/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace interweave {

namespace {

/// Linear interpolation between the two nearest of the sorted values.
double quantile(const std::vector<double>& sorted, double q)
{
    const double at = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<size_t>(at);
    const size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = at - static_cast<double>(below);
    if (part == 0.0 || sorted[below] == sorted[above]) // infinities too
        return sorted[below];
    return std::lerp(sorted[below], sorted[above], part);
}

/// The share of draws left out on either side.
double expandedLevel(int64_t rows)
{
    if (rows < 2)
        return 0.0;
    const auto n = static_cast<double>(rows);
    return normalShareBelow(-std::sqrt(n / (n - 1.0)) * studentQuantile(n - 1.0));
}

} // namespace

Estimate wilsonInterval(int64_t successes, int64_t trials)
{
    if (trials == 0)
        return {0.0, 0.0, 1.0};
    constexpr double z = kNormalQuantile;
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n;
    const double scale = 1.0 + z * z / n;
    const double centre = (p + z * z / (2.0 * n)) / scale;
    const double half = z * std::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n)) / scale;
    return {p, successes == 0 ? 0.0 : centre - half, successes == trials ? 1.0 : centre + half};
}

Estimate bootstrapOverTasks(std::span<const int64_t> rowsOfTasks, const TasksStatistic& statistic,
    uint64_t seed, int64_t samples)
{
    std::vector<std::vector<int64_t>> drawn;
    for (const int64_t rows : rowsOfTasks) {
        drawn.emplace_back(static_cast<size_t>(rows));
        std::iota(drawn.back().begin(), drawn.back().end(), 0);
    }
    Estimate result;
    result.value = statistic(drawn);

    Random random(seed);
    std::vector<double> values(static_cast<size_t>(samples));
    for (double& value : values) {
        for (std::vector<int64_t>& indices : drawn)
            for (int64_t& index : indices)
                index = static_cast<int64_t>(random.below(indices.size()));
        value = statistic(drawn);
    }
    std::ranges::sort(values);
    const double level = expandedLevel(std::ranges::min(rowsOfTasks));
    result.low = quantile(values, level);
    result.high = quantile(values, 1.0 - level);
    return result;
}

Estimate bootstrapInterval(int64_t rows, const Statistic& statistic, uint64_t seed, int64_t samples)
{
    if (rows == 0)
        return {};
    return bootstrapOverTasks(
        {&rows, 1},
        [&](std::span<const std::vector<int64_t>> drawn) { return statistic(drawn.front()); }, seed,
        samples);
}

Estimate pairedBootstrapDifference(
    int64_t rows, const Statistic& first, const Statistic& second, uint64_t seed, int64_t samples)
{
    const Statistic difference
        = [&](std::span<const int64_t> drawn) { return second(drawn) - first(drawn); };
    return bootstrapInterval(rows, difference, seed, samples);
}

Estimate meanDifference(std::span<const EstimatePair> pairs)
{
    double sum = 0.0;
    double below = 0.0; // squares
    double above = 0.0;
    const auto square = [](double value) { return value * value; };
    for (const auto& [before, after] : pairs) {
        sum += after.value - before.value;
        below += square(after.value - after.low) + square(before.high - before.value);
        above += square(after.high - after.value) + square(before.value - before.low);
    }
    const auto n = static_cast<double>(pairs.size());
    return {sum / n, (sum - std::sqrt(below)) / n, (sum + std::sqrt(above)) / n};
}

Estimate meanOfEstimates(std::span<const Estimate> figures)
{
    std::vector<EstimatePair> pairs;
    for (const Estimate& figure : figures)
        pairs.push_back({{}, figure});
    return meanDifference(pairs);
}

Estimate negated(const Estimate& estimate)
{
    return {-estimate.value, -estimate.high, -estimate.low};
}

} // namespace interweave
