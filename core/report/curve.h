// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_record.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace interweave {

struct CurvePoint {
    double x = 0.0;
    double y = 0.0; // NaN: a gap

    bool operator==(const CurvePoint&) const = default;
};
using Curve = std::vector<CurvePoint>;

/// The run's series of this name; null without one.
const MetricSeries* findSeries(const RunRecord& record, std::string_view name);

/// Steps against values; empty without a series.
Curve curveOf(const MetricSeries* series);

/// At most `limit` points (at least 4): the first and the last, and of each stretch between them
/// the least and the greatest, so that no spike is lost. A stretch without a finite value is a gap.
Curve thinned(const Curve& curve, size_t limit);

/// At most `limit` points (at least 2) at even distances, the first and the last among them: for
/// curves that are smooth, where several must keep the same steps.
Curve sampled(const Curve& curve, size_t limit);

/// Each point the mean of the finite ones at most `radius` places away; NaN stays NaN.
Curve smoothed(const Curve& curve, size_t radius);

/// What shows the course of so many points: a fiftieth of them to either side, none below 20.
size_t smoothingRadius(size_t points);

/// Of the finite values, quantile q in [0, 1] with linear interpolation; absent without any.
std::optional<double> quantile(std::vector<double> values, double q);
inline std::optional<double> median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

} // namespace interweave
