// SPDX-License-Identifier: Apache-2.0
#include "core/report/bar_chart.h"

#include "core/report/chart_text.h"
#include "core/report/figure_text.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

constexpr double kWidest = 1100.0;
constexpr double kLeft = 34.0;
constexpr double kTop = 10.0;
constexpr double kBottom = 200.0; // of the bars
constexpr double kHeight = 222.0;
constexpr double kGap = 3.0; // between the bars of a group
constexpr double kWidestBar = 36.0;
constexpr double kNarrowestBar = 7.0;
constexpr double kNarrowestGroup = 64.0; // room for its label

double groupWidth(size_t bars, double bar)
{
    const double count = static_cast<double>(bars);
    return std::max(kNarrowestGroup, count * (bar + kGap) + 22.0);
}

size_t barsOf(const BarChart& chart)
{
    return chart.groups.empty() ? 1 : chart.groups.front().bars.size();
}

Markup drawBar(const Axis& axis, const Bar& bar, double x, double width)
{
    const auto place = [&](double value) { return axis.place(value, kBottom, kTop); };
    const double zero = place(std::max(axis.low, 0.0));
    const double end = place(bar.estimate.value);
    const double middle = x + width / 2.0;
    Markup content = element("title", bar.title);
    // An outline stays inside the bar's place.
    const double inset = bar.pale ? 0.75 : 0.0;
    content += element("rect",
        {{"class", bar.pale ? "bar pale" : "bar"}, {"x", coordinate(x + inset)},
            {"y", coordinate(std::min(zero, end) + inset)},
            {"width", coordinate(width - 2.0 * inset)},
            {"height", coordinate(std::max(std::abs(zero - end) - 2.0 * inset, 0.6))}});
    if (std::isfinite(bar.estimate.low) && std::isfinite(bar.estimate.high)) {
        const double low = place(bar.estimate.low);
        const double high = place(bar.estimate.high);
        content += svgLine("whisker", middle, low, middle, high);
        content += svgLine("whisker", middle - 3.0, low, middle + 3.0, low);
        content += svgLine("whisker", middle - 3.0, high, middle + 3.0, high);
    }
    return element("g", {{"class", bar.colour}}, content);
}

Markup drawGroup(const Axis& axis, const BarGroup& group, double left, double room, double width)
{
    const double used = static_cast<double>(group.bars.size()) * (width + kGap) - kGap;
    double x = left + (room - used) / 2.0;
    Markup content;
    for (const std::optional<Bar>& bar : group.bars) {
        if (bar && std::isfinite(bar->estimate.value))
            content += drawBar(axis, *bar, x, width);
        else
            content += svgText("tick", x + width / 2.0, kBottom - 4.0, "middle", kMissing);
        x += width + kGap;
    }
    const auto characters = static_cast<size_t>(room / 6.4);
    content += svgText("name", left + room / 2.0, kBottom + 16.0, "middle",
        element("title", group.label) + Markup(shortened(group.label, characters)));
    return content;
}

} // namespace

double commonBarWidth(size_t groups, size_t bars)
{
    double width = kWidestBar;
    while (width > kNarrowestBar
        && 2.0 * kLeft + static_cast<double>(groups) * groupWidth(bars, width) > kWidest)
        width -= 1.0;
    return width;
}

double barChartWidth(const BarChart& chart)
{
    const double room = groupWidth(barsOf(chart), chart.barWidth);
    return std::min(kWidest, kLeft + static_cast<double>(chart.groups.size()) * room + 2.0);
}

Markup drawBarChart(const BarChart& chart)
{
    const double room = groupWidth(barsOf(chart), chart.barWidth);
    const double width = barChartWidth(chart);
    const auto perRow = std::max<size_t>(1, static_cast<size_t>((width - kLeft) / room));
    Markup rows;
    for (size_t first = 0; first < chart.groups.size(); first += perRow) {
        Markup content;
        for (const double tick : chart.y.ticks()) {
            const double y = chart.y.place(tick, kBottom, kTop);
            content += svgLine(tick == 0.0 ? "axis" : "gridline", kLeft, y, width, y);
            content += svgText("tick", kLeft - 6.0, y + 3.5, "end", chart.y.text(tick));
        }
        for (size_t i = first; i < std::min(first + perRow, chart.groups.size()); ++i)
            content += drawGroup(chart.y, chart.groups[i],
                kLeft + static_cast<double>(i - first) * room, room, chart.barWidth);
        rows += element("svg",
            {{"class", "bars"}, {"role", "img"}, {"aria-label", chart.description},
                {"viewBox", "0 0 " + coordinate(width) + " " + coordinate(kHeight)}},
            content);
    }
    return rows;
}

Axis barAxis(const std::vector<BarGroup>& groups)
{
    double low = 0.0;
    double high = 0.0;
    for (const BarGroup& group : groups)
        for (const std::optional<Bar>& bar : group.bars)
            for (const double end : {bar ? bar->estimate.value : 0.0, bar ? bar->estimate.low : 0.0,
                     bar ? bar->estimate.high : 0.0})
                if (std::isfinite(end)) {
                    low = std::min(low, end);
                    high = std::max(high, end);
                }
    return axisAround(low, high > low ? high : low + 1.0, 5);
}

} // namespace interweave
