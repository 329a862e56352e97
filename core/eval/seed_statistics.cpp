// SPDX-License-Identifier: Apache-2.0
#include "core/eval/seed_statistics.h"

#include "core/eval/student.h"
#include "core/support/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace interweave {

namespace {

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Σ (x − centre)².
double squares(std::span<const double> values, double centre)
{
    double sum = 0.0;
    for (const double value : values)
        sum += (value - centre) * (value - centre);
    return sum;
}

void requireTable(std::span<const std::vector<double>> scores)
{
    const auto fail = [](const std::string& message) {
        throw Error(ErrorCode::InvalidArgument, "seeds and rows", message);
    };
    if (scores.size() < 2 || scores.front().size() < 2)
        fail("at least two seeds with at least two rows were expected");
    for (const std::vector<double>& rows : scores)
        if (rows.size() != scores.front().size())
            fail("one seed has " + std::to_string(rows.size()) + " rows, another "
                + std::to_string(scores.front().size()));
}

} // namespace

SeedSpread overSeeds(std::span<const double> figures)
{
    if (figures.empty())
        return {};
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double mean = meanOf(figures);
    if (figures.size() == 1)
        return {{mean, -infinity, infinity}, 0.0, 1};
    const auto n = static_cast<double>(figures.size());
    const double deviation = std::sqrt(squares(figures, mean) / (n - 1.0));
    const double half = studentQuantile(n - 1.0) * deviation / std::sqrt(n);
    return {{mean, mean - half, mean + half}, deviation, static_cast<int64_t>(figures.size())};
}

Estimate overSeedsAndRows(std::span<const std::vector<double>> scores)
{
    requireTable(scores);
    const auto seeds = static_cast<double>(scores.size());
    const auto rows = static_cast<double>(scores.front().size());
    std::vector<double> seedMeans;
    std::vector<double> rowMeans(scores.front().size(), 0.0);
    for (const std::vector<double>& ofSeed : scores) {
        seedMeans.push_back(meanOf(ofSeed));
        for (size_t row = 0; row < ofSeed.size(); ++row)
            rowMeans[row] += ofSeed[row] / seeds;
    }
    const double mean = meanOf(seedMeans);
    const double ofSeeds = rows * squares(seedMeans, mean) / (seeds - 1.0);
    const double ofRows = seeds * squares(rowMeans, mean) / (rows - 1.0);
    double rest = 0.0;
    for (size_t seed = 0; seed < scores.size(); ++seed)
        for (size_t row = 0; row < rowMeans.size(); ++row) {
            const double left = scores[seed][row] - seedMeans[seed] - rowMeans[row] + mean;
            rest += left * left;
        }
    rest /= (seeds - 1.0) * (rows - 1.0);

    const double ofSeedsAlone = std::max(ofSeeds - rest, 0.0);
    const double half = std::hypot(studentQuantile(seeds - 1.0) * std::sqrt(ofSeedsAlone),
                            studentQuantile(rows - 1.0) * std::sqrt(ofRows))
        / std::sqrt(seeds * rows);
    return {mean, mean - half, mean + half};
}

std::vector<double> pseudoValues(int64_t rows, const Statistic& statistic)
{
    std::vector<int64_t> kept(static_cast<size_t>(rows));
    std::iota(kept.begin(), kept.end(), 0);
    const auto n = static_cast<double>(rows);
    const double whole = statistic(kept);
    kept.pop_back();
    std::vector<double> values(static_cast<size_t>(rows));
    for (size_t left = values.size(); left-- > 0;) { // kept holds all rows but `left`
        values[left] = n * whole - (n - 1.0) * statistic(kept);
        if (left > 0)
            kept[left - 1] = static_cast<int64_t>(left);
    }
    const double bias = std::accumulate(values.begin(), values.end(), 0.0) / n - whole;
    for (double& value : values)
        value -= bias;
    return values;
}

} // namespace interweave
