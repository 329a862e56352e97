// SPDX-License-Identifier: Apache-2.0
#include "core/report/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interweave {

namespace {

/// Appends the least and the greatest of curve[first, end), in their order; any point where none is
/// finite.
void appendExtremes(Curve& result, const Curve& curve, size_t first, size_t end)
{
    size_t least = end;
    size_t greatest = end;
    for (size_t i = first; i < end; ++i) {
        if (!std::isfinite(curve[i].y))
            continue;
        if (least == end || curve[i].y < curve[least].y)
            least = i;
        if (greatest == end || curve[i].y > curve[greatest].y)
            greatest = i;
    }
    if (least == end)
        least = greatest = first;
    result.push_back(curve[std::min(least, greatest)]);
    if (least != greatest)
        result.push_back(curve[std::max(least, greatest)]);
}

} // namespace

const MetricSeries* findSeries(const RunRecord& record, std::string_view name)
{
    const auto found = std::ranges::find(record.series, name, &MetricSeries::name);
    return found == record.series.end() ? nullptr : &*found;
}

Curve curveOf(const MetricSeries* series)
{
    Curve curve;
    if (series)
        for (size_t i = 0; i < std::min(series->steps.size(), series->values.size()); ++i)
            curve.push_back({static_cast<double>(series->steps[i]), series->values[i]});
    return curve;
}

Curve thinned(const Curve& curve, size_t limit)
{
    if (curve.size() <= limit)
        return curve;
    const size_t stretches = (limit - 2) / 2;
    const size_t inner = curve.size() - 2;
    Curve result{curve.front()};
    for (size_t s = 0; s < stretches; ++s)
        appendExtremes(result, curve, 1 + s * inner / stretches, 1 + (s + 1) * inner / stretches);
    result.push_back(curve.back());
    return result;
}

Curve sampled(const Curve& curve, size_t limit)
{
    if (curve.size() <= limit)
        return curve;
    Curve result;
    for (size_t i = 0; i < limit; ++i)
        result.push_back(curve[i * (curve.size() - 1) / (limit - 1)]);
    return result;
}

Curve smoothed(const Curve& curve, size_t radius)
{
    if (radius == 0)
        return curve;
    // Running sums of the finite values and how many they are.
    std::vector<double> sum(curve.size() + 1, 0.0);
    std::vector<double> count(curve.size() + 1, 0.0);
    for (size_t i = 0; i < curve.size(); ++i) {
        const bool finite = std::isfinite(curve[i].y);
        sum[i + 1] = sum[i] + (finite ? curve[i].y : 0.0);
        count[i + 1] = count[i] + (finite ? 1.0 : 0.0);
    }
    Curve result = curve;
    for (size_t i = 0; i < curve.size(); ++i) {
        const size_t first = i - std::min(i, radius);
        const size_t end = std::min(curve.size(), i + radius + 1);
        result[i].y = std::isfinite(curve[i].y)
            ? (sum[end] - sum[first]) / (count[end] - count[first])
            : std::numeric_limits<double>::quiet_NaN();
    }
    return result;
}

size_t smoothingRadius(size_t points)
{
    return points < 20 ? 0 : std::max<size_t>(1, points / 50);
}

std::optional<double> quantile(std::vector<double> values, double q)
{
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return {};
    std::ranges::sort(values);
    const double place = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<size_t>(place);
    const size_t above = std::min(below + 1, values.size() - 1);
    return std::lerp(values[below], values[above], place - static_cast<double>(below));
}

} // namespace interweave
