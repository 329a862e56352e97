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
    double barWidth = 36.0;
};

/// The widest bars with which so many groups of so many bars have room beside each other.
double commonBarWidth(size_t groups, size_t bars);
/// In the chart's units, about a pixel each; at most 1,100.
double barChartWidth(const BarChart& chart);

/// The chart as an SVG element, each bar with a whisker over its interval. Groups that have no room
/// in one row go into a second chart below.
Markup drawBarChart(const BarChart& chart);

/// From 0, or below, to round values around every interval.
Axis barAxis(const std::vector<BarGroup>& groups);

} // namespace interweave
