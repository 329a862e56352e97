// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/report/axis.h"
#include "core/report/markup.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

struct Bar {
    std::string title; // shown under the pointer
    std::string colour; // class of report.css
    bool pale = false; // only an outline with a tint
    Estimate estimate; // in the axis' units
};

/// Bars that stand together; an absent one keeps its place.
struct BarGroup {
    std::string label;
    std::vector<std::optional<Bar>> bars;
};

struct BarChart {
    std::string description; // what it shows, for those who do not see it
    Axis y;
    std::vector<BarGroup> groups; // of equally many bars
};

/// What a chart of these groups needs at most 1,100 units wide; its bars become narrower before it
/// becomes wider.
double barChartWidth(size_t groups, size_t bars);

/// The chart as an SVG element, each bar with a whisker over its interval. Groups that have no room
/// in one row go into a second chart below.
Markup drawBarChart(const BarChart& chart);

/// From 0, or below, to round values around every interval.
Axis barAxis(const std::vector<BarGroup>& groups);

} // namespace interweave
