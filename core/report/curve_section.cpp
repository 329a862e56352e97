// SPDX-License-Identifier: Apache-2.0
#include "core/report/figure_text.h"
#include "core/report/line_chart.h"
#include "core/report/page_parts.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace interweave {

namespace {

constexpr double kWide = 560.0;
constexpr double kNarrow = 370.0;
constexpr size_t kBandPoints = 200;

/// One figure of every run over its steps.
struct Panel {
    const char* title;
    const char* series;
    const char* unit;
    double width;
    bool smooth;
};

std::string lastValue(const Curve& curve)
{
    for (size_t i = curve.size(); i-- > 0;)
        if (std::isfinite(curve[i].y))
            return figureText(curve[i].y);
    return kMissing;
}

Markup figure(const Markup& title, const Markup& aside, const Markup& chart)
{
    return element("figure",
        element("figcaption", element("h3", title) + element("span", {{"class", "aside"}}, aside))
            + chart);
}

std::string endLabel(const ReportData& data, const RunView& run, const Curve& shown)
{
    return data.runs.size() == 1 ? lastValue(shown)
                                 : shortened(run.label, 16) + " " + lastValue(shown);
}

size_t gaps(const Curve& curve)
{
    return static_cast<size_t>(std::ranges::count_if(
        curve, [](const CurvePoint& point) { return !std::isfinite(point.y); }));
}

bool hasValues(const Curve& curve)
{
    return gaps(curve) < curve.size();
}

std::string describe(const std::string& what, const std::vector<ChartLine>& lines)
{
    std::string text = what + " over the steps";
    for (const ChartLine& line : lines)
        text += "; " + line.label;
    return text;
}

Markup chart(const std::string& title, double width, std::vector<ChartLine> lines,
    std::optional<double> level = {})
{
    LineChart chart;
    chart.description = describe(title, lines);
    chart.width = width;
    chart.height = width == kWide ? 240.0 : 170.0;
    chart.x = stepAxis(lines, width == kWide ? 6 : 4);
    chart.y = valueAxis(lines, width == kWide ? 5 : 4);
    chart.lines = std::move(lines);
    chart.level = level;
    return drawLineChart(chart);
}

Markup drawPanel(const ReportData& data, const Panel& panel)
{
    std::vector<ChartLine> lines;
    size_t missing = 0;
    bool smooth = false;
    for (const RunView& run : data.runs) {
        const Curve curve = curveOf(findSeries(*run.record, panel.series));
        if (!hasValues(curve))
            continue;
        const size_t radius = panel.smooth ? smoothingRadius(curve.size()) : 0;
        smooth = smooth || radius > 0;
        missing += gaps(curve);
        ChartLine line = chartLine({}, run.colour, curve, radius);
        line.label = endLabel(data, run, line.line);
        lines.push_back(std::move(line));
    }
    if (lines.empty())
        return {};
    std::string aside = panel.unit;
    if (smooth)
        aside += aside.empty() ? "smoothed, raw pale" : "; smoothed, raw pale";
    if (missing > 0)
        aside += "; " + counted(missing, "step") + " without a finite value";
    return figure(panel.title, aside, chart(panel.title, panel.width, std::move(lines)));
}

/// Mean ± standard deviation of the gate, both smoothed.
Markup drawGate(const ReportData& data)
{
    std::vector<ChartLine> lines;
    for (const RunView& run : data.runs) {
        const Curve mean = curveOf(findSeries(*run.record, "gate_mean"));
        const Curve deviation = curveOf(findSeries(*run.record, "gate_std"));
        if (!hasValues(mean))
            continue;
        const size_t radius = smoothingRadius(mean.size());
        ChartLine line = chartLine({}, run.colour, smoothed(mean, radius), 0);
        line.label = endLabel(data, run, line.line);
        if (deviation.size() == mean.size()) {
            Curve low = smoothed(mean, radius);
            Curve high = low;
            const Curve width = smoothed(deviation, radius);
            for (size_t i = 0; i < low.size(); ++i) {
                low[i].y -= width[i].y;
                high[i].y += width[i].y;
            }
            line.low = sampled(low, kBandPoints);
            line.high = sampled(high, kBandPoints);
        }
        lines.push_back(std::move(line));
    }
    if (lines.empty())
        return {};
    LineChart gate;
    gate.description = describe("Mean of the gate, 1 is base and 0 is tuned,", lines);
    gate.height = 240.0;
    gate.x = stepAxis(lines, 6);
    gate.y = {0.0, 1.0, 0.25};
    gate.level = 0.5;
    gate.levelColour = "neutral";
    gate.lines = std::move(lines);
    return figure(
        "Gate, base share", "mean ± standard deviation; 1 base, 0 tuned", drawLineChart(gate));
}

/// "facts.EM" of each series "eval.facts.EM" that any run has.
std::vector<std::string> watchedFigures(const ReportData& data)
{
    std::vector<std::string> names;
    for (const RunView& run : data.runs)
        for (const MetricSeries& series : run.record->series)
            if (series.name.starts_with("eval.") && !series.name.ends_with(".low")
                && !series.name.ends_with(".high") && !series.name.ends_with(".perplexity")
                && std::ranges::find(names, series.name) == names.end())
                names.push_back(series.name);
    return names;
}

Curve scaled(Curve curve, double factor)
{
    for (CurvePoint& point : curve)
        point.y *= factor;
    return curve;
}

/// A watched figure over the steps of each run; the dashed line is the base, its value at step 0.
Markup drawWatched(const ReportData& data, const std::string& name)
{
    const size_t dot = name.rfind('.');
    const std::string metric = name.substr(dot + 1);
    const MetricScale scale = scaleOf(metric);
    std::vector<ChartLine> lines;
    std::optional<double> base;
    for (const RunView& run : data.runs) {
        const auto curve = [&](const std::string& end) {
            return thinned(scaled(curveOf(findSeries(*run.record, name + end)), scale.factor), 300);
        };
        ChartLine line = chartLine({}, run.colour, curve(""), 0);
        if (!hasValues(line.line))
            continue;
        if (line.line.front().x == 0.0 && std::isfinite(line.line.front().y))
            base = line.line.front().y;
        line.label = endLabel(data, run, line.line);
        line.low = curve(".low");
        line.high = curve(".high");
        lines.push_back(std::move(line));
    }
    if (lines.empty())
        return {};
    const std::string title = dot > 5 ? name.substr(5, dot - 5) : name;
    std::string aside = metric + (*scale.unit ? std::string(", ") + scale.unit : "");
    if (scale.lowerIsBetter)
        aside += "; lower is better";
    return figure(title, aside, chart(title + " " + metric, kNarrow, std::move(lines), base));
}

Markup watchedCard(const ReportData& data)
{
    Markup figures;
    for (const std::string& name : watchedFigures(data))
        figures += drawWatched(data, name);
    if (figures.empty())
        return {};
    return card("watched", "Watched while training", "95 % intervals; dashed: the base",
        element("div", {{"class", "grid three"}}, figures));
}

} // namespace

Markup curveSection(const ReportData& data)
{
    const Markup wide
        = drawPanel(data, {"Loss", "loss", "nats per token", kWide, true}) + drawGate(data);
    const Markup narrow = drawPanel(data, {"Learning rate", "learning_rate", "", kNarrow, false})
        + drawPanel(data, {"Gradient norm", "gradient_norm", "before clipping", kNarrow, true})
        + drawPanel(data, {"Tokens per second", "tokens_per_second", "", kNarrow, true});
    Markup content;
    if (!wide.empty())
        content += element("div", {{"class", "grid two"}}, wide);
    if (!narrow.empty())
        content += element("div", {{"class", "grid three"}}, narrow);
    if (content.empty())
        return card("curves", "Training", {},
            emptyState("No step has been taken yet: loss, gate and speed will be drawn here."));
    return card("curves", "Training", "by step; move over a chart to read it", content)
        + watchedCard(data);
}

} // namespace interweave
