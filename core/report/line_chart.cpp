// SPDX-License-Identifier: Apache-2.0
#include "core/report/line_chart.h"

#include "core/report/chart_text.h"
#include "core/report/figure_text.h"
#include "core/support/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interweave {

namespace {

constexpr size_t kLinePoints = 300;
constexpr size_t kRawPoints = 400;
constexpr size_t kMarkedPoints = 20; // up to so many, each is marked
constexpr double kMarkRadius = 4.0; // of a lone point
constexpr double kLabelDistance = 13.0;
constexpr size_t kLabelCharacters = 24;

/// Where the lines are drawn, in the chart's units.
struct Frame {
    double left, top, right, bottom;
};

double labelWidth(const std::vector<ChartLine>& lines)
{
    double width = 0.0;
    for (const ChartLine& line : lines)
        width = std::max(width, textWidth(shortened(line.label, kLabelCharacters)));
    return width;
}

Frame frameOf(const LineChart& chart)
{
    double ticks = 0.0;
    for (const double tick : chart.y.ticks())
        ticks = std::max(ticks, textWidth(chart.y.text(tick)));
    return {ticks + 10.0, 8.0, chart.width - std::max(labelWidth(chart.lines) + 10.0, 14.0),
        chart.height - 22.0};
}

/// Straight lines through the finite points; a gap where one is not.
std::string pathThrough(const LineChart& chart, const Frame& frame, const Curve& curve)
{
    std::string path;
    bool drawing = false;
    for (const CurvePoint& point : curve) {
        if (std::isfinite(point.y)) {
            path += drawing ? 'L' : 'M';
            path += coordinate(chart.x.place(point.x, frame.left, frame.right)) + " "
                + coordinate(chart.y.place(point.y, frame.bottom, frame.top));
        }
        drawing = std::isfinite(point.y);
    }
    return path;
}

std::string bandPath(const LineChart& chart, const Frame& frame, const ChartLine& line)
{
    Curve outline;
    for (size_t i = 0; i < std::min(line.low.size(), line.high.size()); ++i)
        if (std::isfinite(line.low[i].y) && std::isfinite(line.high[i].y))
            outline.push_back(line.high[i]);
    for (size_t i = std::min(line.low.size(), line.high.size()); i-- > 0;)
        if (std::isfinite(line.low[i].y) && std::isfinite(line.high[i].y))
            outline.push_back(line.low[i]);
    return outline.empty() ? std::string() : pathThrough(chart, frame, outline) + "Z";
}

Markup drawGrid(const LineChart& chart, const Frame& frame)
{
    Markup grid;
    for (const double tick : chart.y.ticks()) {
        const double y = chart.y.place(tick, frame.bottom, frame.top);
        grid += svgLine("gridline", frame.left, y, frame.right, y);
        grid += svgText("tick", frame.left - 6.0, y + 3.5, "end", chart.y.text(tick));
    }
    for (const double tick : chart.x.ticks()) {
        const double x = chart.x.place(tick, frame.left, frame.right);
        grid += svgLine("axis", x, frame.bottom, x, frame.bottom + 4.0);
        grid += svgText("tick", x, frame.bottom + 16.0, "middle", chart.x.text(tick));
    }
    grid += svgLine("axis", frame.left, frame.bottom, frame.right, frame.bottom);
    return grid;
}

Markup drawMarks(const LineChart& chart, const Frame& frame, const ChartLine& line)
{
    Markup marks;
    if (line.line.size() <= kMarkedPoints)
        for (const CurvePoint& point : line.line)
            if (std::isfinite(point.y))
                marks += element("circle",
                    {{"class", "mark"},
                        {"cx", coordinate(chart.x.place(point.x, frame.left, frame.right))},
                        {"cy", coordinate(chart.y.place(point.y, frame.bottom, frame.top))},
                        {"r", line.line.size() == 1 ? coordinate(kMarkRadius) : "2.2"}});
    return marks;
}

Markup drawLine(const LineChart& chart, const Frame& frame, const ChartLine& line)
{
    Markup group = element("title", line.label);
    if (const std::string band = bandPath(chart, frame, line); !band.empty())
        group += element("path", {{"class", "band"}, {"d", band}});
    if (!line.raw.empty())
        group += element("path", {{"class", "raw"}, {"d", pathThrough(chart, frame, line.raw)}});
    group += element("path",
        {{"class", "line"}, {"data-label", line.label},
            {"d", pathThrough(chart, frame, line.line)}});
    group += drawMarks(chart, frame, line);
    return element("g", {{"class", line.colour}}, group);
}

struct EndLabel {
    double y;
    const ChartLine* line;
};

/// Labels beside their lines' ends, moved apart where they would touch.
Markup drawLabels(const LineChart& chart, const Frame& frame)
{
    std::vector<EndLabel> labels;
    for (const ChartLine& line : chart.lines)
        for (size_t i = line.line.size(); i-- > 0;)
            if (std::isfinite(line.line[i].y)) {
                const double y = chart.y.place(line.line[i].y, frame.bottom, frame.top);
                labels.push_back({std::clamp(y, frame.top, frame.bottom), &line});
                break;
            }
    std::ranges::stable_sort(labels, {}, &EndLabel::y);
    for (size_t i = 1; i < labels.size(); ++i)
        labels[i].y = std::max(labels[i].y, labels[i - 1].y + kLabelDistance);
    for (size_t i = labels.size(); i-- > 0;)
        labels[i].y = std::min(
            labels[i].y, i + 1 == labels.size() ? frame.bottom : labels[i + 1].y - kLabelDistance);
    Markup texts;
    for (const EndLabel& label : labels)
        texts += svgText("label " + label.line->colour, frame.right + 6.0, label.y + 4.0, "start",
            shortened(label.line->label, kLabelCharacters));
    return texts;
}

} // namespace

Markup drawLineChart(const LineChart& chart)
{
    const Frame frame = frameOf(chart);
    Markup lines;
    if (chart.level && std::isfinite(*chart.level)) {
        const double y = chart.y.place(*chart.level, frame.bottom, frame.top);
        lines += svgLine("level " + chart.levelColour, frame.left, y, frame.right, y);
    }
    for (const ChartLine& line : chart.lines)
        lines += drawLine(chart, frame, line);
    // A viewport of its own cuts off what lies outside the axes.
    const std::string left = coordinate(frame.left - kMarkRadius); // a mark at the edge is whole
    const std::string top = coordinate(frame.top - kMarkRadius);
    const std::string width = coordinate(frame.right - frame.left + 2.0 * kMarkRadius);
    const std::string height = coordinate(frame.bottom - frame.top + 2.0 * kMarkRadius);
    const Markup plot = element("svg",
        {{"x", left}, {"y", top}, {"width", width}, {"height", height},
            {"viewBox", left + " " + top + " " + width + " " + height}},
        lines);
    const Markup cursor = element("line",
        {{"class", "cursor"}, {"x1", "-9"}, {"x2", "-9"}, {"y1", coordinate(frame.top)},
            {"y2", coordinate(frame.bottom)}});
    return element("svg",
        {{"class", "lines"}, {"role", "img"}, {"aria-label", chart.description},
            {"viewBox", "0 0 " + coordinate(chart.width) + " " + coordinate(chart.height)},
            {"data-frame",
                coordinate(frame.left) + " " + coordinate(frame.top) + " " + coordinate(frame.right)
                    + " " + coordinate(frame.bottom)},
            {"data-range",
                formatNumber(chart.x.low) + " " + formatNumber(chart.x.high) + " "
                    + formatNumber(chart.y.low) + " " + formatNumber(chart.y.high)}},
        drawGrid(chart, frame) + plot + cursor + drawLabels(chart, frame));
}

ChartLine chartLine(std::string label, std::string colour, const Curve& curve, size_t radius)
{
    ChartLine line{std::move(label), std::move(colour), {}, {}, {}, {}};
    line.line = thinned(smoothed(curve, radius), kLinePoints);
    if (radius > 0)
        line.raw = thinned(curve, kRawPoints);
    return line;
}

Axis valueAxis(const std::vector<ChartLine>& lines, int intervals)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    const auto take = [&](std::optional<double> value) {
        if (value && std::isfinite(*value)) {
            low = std::min(low, *value);
            high = std::max(high, *value);
        }
    };
    const auto takeMiddle = [&](const Curve& curve, double share) {
        std::vector<double> values;
        for (const CurvePoint& point : curve)
            values.push_back(point.y);
        take(quantile(values, 0.5 - share / 2.0));
        take(quantile(values, 0.5 + share / 2.0));
    };
    for (const ChartLine& line : lines) {
        takeMiddle(line.line, 1.0);
        takeMiddle(line.low, 1.0);
        takeMiddle(line.high, 1.0);
        takeMiddle(line.raw, 0.98);
    }
    if (low > 0.0 && low < 0.6 * high)
        low = 0.0;
    return axisAround(low, high, intervals);
}

Axis stepAxis(const std::vector<ChartLine>& lines, int intervals)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const ChartLine& line : lines)
        for (const CurvePoint& point : line.line) {
            low = std::min(low, point.x);
            high = std::max(high, point.x);
        }
    return axisWithin(low, high, intervals);
}

} // namespace interweave
