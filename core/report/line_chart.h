// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/axis.h"
#include "core/report/curve.h"
#include "core/report/markup.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

struct ChartLine {
    std::string label; // at the line's end and in the read-out
    std::string colour; // class of report.css
    Curve line;
    Curve raw; // pale, behind; may be empty
    Curve low; // a band from low to high, point for point; may be empty
    Curve high;
};

struct LineChart {
    std::string description; // what it shows, for those who do not see it
    double width = 560.0; // of its own units, about a pixel each
    double height = 220.0;
    Axis x;
    Axis y;
    std::vector<ChartLine> lines;
    std::optional<double> level; // a dashed line
    std::string levelColour = "base";
};

/// The chart as an SVG element. report.js reads its paths for the read-out under the pointer.
Markup drawLineChart(const LineChart& chart);

/// A line from a series' points: smoothed over `radius`, the raw trace kept where there is a
/// radius, both thinned to what a chart can show.
ChartLine chartLine(std::string label, std::string colour, const Curve& curve, size_t radius);

/// Around all lines and bands; of the raw traces the middle 98 %, so that a single spike does not
/// flatten the rest. Begins at 0 where 0 is near.
Axis valueAxis(const std::vector<ChartLine>& lines, int intervals);
/// From the first step to the last.
Axis stepAxis(const std::vector<ChartLine>& lines, int intervals);

} // namespace interweave
