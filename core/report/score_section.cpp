// SPDX-License-Identifier: Apache-2.0
#include "core/report/bar_chart.h"
#include "core/report/figure_text.h"
#include "core/report/page_parts.h"

#include <algorithm>
#include <set>

namespace interweave {

namespace {

Estimate scaled(const Estimate& estimate, double factor)
{
    return {estimate.value * factor, estimate.low * factor, estimate.high * factor};
}

/// All but a base that nobody measured.
std::vector<size_t> shownVoices(const Scores& scores)
{
    std::vector<size_t> shown;
    for (size_t v = 0; v < scores.voices.size(); ++v)
        if (std::ranges::any_of(
                scores.tasks, [&](const ScoredTask& task) { return task.results[v] != nullptr; }))
            shown.push_back(v);
    return shown;
}

BarGroup groupOf(const Scores& scores, const ScoredTask& task, const std::string& metric)
{
    const MetricScale scale = scaleOf(metric);
    BarGroup group{task.label, {}};
    for (const size_t v : shownVoices(scores)) {
        const Voice& voice = scores.voices[v];
        const MetricResult* result = metricOf(task.results[v], metric);
        group.bars.push_back(result ? std::optional<Bar>({task.label + ", " + voice.label + ": "
                                     + scale.estimate(result->estimate),
                                 voice.colour, voice.pale, scaled(result->estimate, scale.factor)})
                                    : std::nullopt);
    }
    return group;
}

std::string describe(const std::string& what, const std::vector<BarGroup>& groups)
{
    std::string text = what;
    for (const BarGroup& group : groups)
        for (const std::optional<Bar>& bar : group.bars)
            if (bar)
                text += "; " + bar->title;
    return text;
}

Markup panel(const std::string& title, const std::string& aside, std::vector<BarGroup> groups,
    double barWidth)
{
    if (groups.empty())
        return {};
    BarChart chart{describe(title + ", " + aside, groups), barAxis(groups), {}, barWidth};
    chart.groups = std::move(groups);
    const double width = barChartWidth(chart);
    return element("figure",
        {{"style",
            "flex:" + coordinate(width) + " 1 " + coordinate(0.85 * width)
                + "px;max-width:" + coordinate(1.15 * width) + "px"}},
        element("figcaption", element("h3", title) + element("span", {{"class", "aside"}}, aside))
            + drawBarChart(chart));
}

Markup charts(const Scores& scores)
{
    std::vector<BarGroup> shares;
    std::vector<BarGroup> losses;
    for (const ScoredTask& task : scores.tasks)
        if (const std::string metric = mainMetricName(task); !metric.empty())
            (scaleOf(metric).lowerIsBetter ? losses : shares)
                .push_back(groupOf(scores, task, metric));
    const double bar = commonBarWidth(shares.size() + losses.size(), shownVoices(scores).size());
    return element("div", {{"class", "panels"}},
        panel("Share of rows, %", "higher is better", std::move(shares), bar)
            + panel("Cross-entropy, nats", "lower is better", std::move(losses), bar));
}

Markup key(const Scores& scores)
{
    Markup content;
    for (const size_t v : shownVoices(scores)) {
        const Voice& voice = scores.voices[v];
        content += element("li",
            swatch(voice.colour, voice.pale) + coloured(voice.colour, voice.label, voice.pale));
    }
    return element("ul", {{"class", "key"}}, content);
}

std::vector<std::string> metricNames(const ScoredTask& task)
{
    std::vector<std::string> names;
    for (const StoredEvaluation* result : task.results)
        if (result)
            for (const MetricResult& metric : result->result.score.metrics)
                if (std::ranges::find(names, metric.metric) == names.end())
                    names.push_back(metric.metric);
    return names;
}

/// The figure of answering "yes" everywhere, which is the same whoever answered.
std::string alwaysYes(const ScoredTask& task, const std::string& metric)
{
    for (const StoredEvaluation* result : task.results)
        if (result)
            if (const MetricResult* figure = findMetric(result->result.score.alwaysYes, metric))
                return scaleOf(metric).text(figure->estimate.value);
    return kMissing;
}

bool anyAlwaysYes(const Scores& scores)
{
    return std::ranges::any_of(scores.tasks, [](const ScoredTask& task) {
        return std::ranges::any_of(task.results, [](const StoredEvaluation* result) {
            return result && !result->result.score.alwaysYes.empty();
        });
    });
}

Markup estimateCell(const StoredEvaluation* result, const std::string& metric)
{
    const MetricResult* figure = metricOf(result, metric);
    if (!figure)
        return cell(kMissing);
    const MetricScale scale = scaleOf(metric);
    return cell(withInterval(scale.text(figure->estimate.value), scale.interval(figure->estimate)));
}

Markup scoreTable(const Scores& scores)
{
    const bool yes = anyAlwaysYes(scores);
    Markup head = headCell("Task", "") + headCell("Metric", "") + headCell("Rows");
    const std::vector<size_t> shown = shownVoices(scores);
    for (const size_t v : shown)
        head += headCell(
            coloured(scores.voices[v].colour, scores.voices[v].label, scores.voices[v].pale));
    if (yes)
        head += headCell("always yes");
    std::vector<Markup> rows;
    for (const ScoredTask& task : scores.tasks) {
        bool first = true;
        for (const std::string& metric : metricNames(task)) {
            const MetricScale scale = scaleOf(metric);
            const std::string unit = *scale.unit ? std::string(", ") + scale.unit : "";
            Markup cells = rowHead(first ? Markup(task.label) : Markup()) + cell(metric + unit, "")
                + cell(first ? Markup(countText(task.rows)) : Markup());
            for (const size_t v : shown)
                cells += estimateCell(task.results[v], metric);
            if (yes)
                cells += cell(alwaysYes(task, metric));
            rows.push_back(std::move(cells));
            first = false;
        }
    }
    return table(head, rows, "Scores with 95 % intervals");
}

} // namespace

Markup scoreSection(const ReportData& data)
{
    if (data.scores.tasks.empty())
        return card("scores", "Scores", {},
            emptyState(
                "Nothing has been measured yet. The scores of base, tuned and interwoven, and "
                "what was kept and lost, appear here after",
                "interweave eval " + commandName(data.runs) + " --suite SUITE.yaml --branch all"));
    return card("scores", "Scores", "95 % intervals",
        key(data.scores) + charts(data.scores) + scoreTable(data.scores));
}

} // namespace interweave
