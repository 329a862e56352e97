// SPDX-License-Identifier: Apache-2.0
#include "core/eval/pareto.h"

#include "core/eval/statistics.h"
#include "core/support/error.h"

#include <algorithm>
#include <numeric>

namespace interweave {

namespace {

using Draws = std::span<const std::vector<int64_t>>; // of the learned task, then of the others

double meanOfDrawn(const std::vector<double>& rows, const std::vector<int64_t>& drawn)
{
    double sum = 0.0;
    for (const int64_t row : drawn)
        sum += rows[static_cast<size_t>(row)];
    return sum / static_cast<double>(drawn.size());
}

TradeOff pointOf(const FrontRows& front, size_t index, Draws drawn)
{
    const TradeOffRows& rows = front.points[index];
    TradeOff point{meanOfDrawn(rows.gained, drawn[0]), 0.0};
    for (size_t task = 0; task < rows.kept.size(); ++task) {
        const double base = meanOfDrawn(front.base[task], drawn[task + 1]);
        const double now = meanOfDrawn(rows.kept[task], drawn[task + 1]);
        const double kept = base > 0.0 ? now / base : 1.0; // a draw without anything to keep
        point.kept += kept / static_cast<double>(rows.kept.size());
    }
    return point;
}

double volumeOf(const FrontRows& front, Draws drawn, const TradeOff& reference)
{
    std::vector<TradeOff> points;
    for (size_t index = 0; index < front.points.size(); ++index)
        points.push_back(pointOf(front, index, drawn));
    return hypervolume(points, reference);
}

/// The number of rows of each task: of the learned one, then of the others.
std::vector<int64_t> rowCounts(const FrontRows& front)
{
    const auto fail = [](const char* message) {
        throw Error(ErrorCode::InvalidArgument, "hypervolume", message);
    };
    if (front.points.empty() || front.base.empty())
        fail("at least one point and one task to keep were expected");
    std::vector<int64_t> counts{static_cast<int64_t>(front.points.front().gained.size())};
    for (const std::vector<double>& rows : front.base)
        counts.push_back(static_cast<int64_t>(rows.size()));
    if (std::ranges::count(counts, 0) > 0)
        fail("every task needs rows");
    for (const TradeOffRows& point : front.points) {
        std::vector<int64_t> own{static_cast<int64_t>(point.gained.size())};
        for (const std::vector<double>& rows : point.kept)
            own.push_back(static_cast<int64_t>(rows.size()));
        if (own != counts)
            fail("the points were not measured on the same rows");
    }
    return counts;
}

} // namespace

std::vector<size_t> paretoFront(std::span<const TradeOff> points)
{
    const auto dominates = [](const TradeOff& a, const TradeOff& b) {
        return a.gained >= b.gained && a.kept >= b.kept && !(a == b);
    };
    std::vector<size_t> front;
    for (size_t i = 0; i < points.size(); ++i)
        if (std::ranges::none_of(
                points, [&](const TradeOff& other) { return dominates(other, points[i]); }))
            front.push_back(i);
    std::ranges::stable_sort(front, {}, [&](size_t i) { return points[i].gained; });
    return front;
}

double hypervolume(std::span<const TradeOff> points, const TradeOff& reference)
{
    double volume = 0.0;
    double height = reference.kept; // covered so far, from the right
    const std::vector<size_t> front = paretoFront(points);
    for (auto index = front.rbegin(); index != front.rend(); ++index) {
        const TradeOff& point = points[*index];
        if (point.gained <= reference.gained || point.kept <= height)
            continue;
        volume += (point.gained - reference.gained) * (point.kept - height);
        height = point.kept;
    }
    return volume;
}

TradeOff tradeOffOf(const FrontRows& front, size_t point)
{
    std::vector<std::vector<int64_t>> all;
    for (const int64_t count : rowCounts(front)) {
        all.emplace_back(static_cast<size_t>(count));
        std::iota(all.back().begin(), all.back().end(), 0);
    }
    return pointOf(front, point, all);
}

Estimate hypervolumeInterval(
    const FrontRows& front, uint64_t seed, const TradeOff& reference, int64_t samples)
{
    return bootstrapOverTasks(
        rowCounts(front), [&](Draws drawn) { return volumeOf(front, drawn, reference); }, seed,
        samples);
}

Estimate hypervolumeDifference(const FrontRows& first, const FrontRows& second, uint64_t seed,
    const TradeOff& reference, int64_t samples)
{
    const std::vector<int64_t> counts = rowCounts(first);
    if (rowCounts(second) != counts || first.base != second.base)
        throw Error(ErrorCode::InvalidArgument, "hypervolume",
            "the two fronts were not measured on the same rows");
    return bootstrapOverTasks(
        counts,
        [&](Draws drawn) {
            return volumeOf(second, drawn, reference) - volumeOf(first, drawn, reference);
        },
        seed, samples);
}

} // namespace interweave
