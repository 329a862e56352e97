// SPDX-License-Identifier: Apache-2.0
#include "core/report/figure_text.h"
#include "core/report/page_parts.h"
#include "core/report/seeds.h"

namespace interweave {

namespace {

Markup spreadCell(const std::optional<SeedSpread>& spread, const MetricScale& scale)
{
    if (!spread)
        return cell(kMissing) + cell(kMissing);
    return cell(withInterval(scale.text(spread->mean.value), scale.interval(spread->mean)))
        + cell(scale.text(spread->deviation));
}

} // namespace

Markup seedSection(const ReportData& data)
{
    const std::vector<SeedGroup> groups = seedGroups(data.runs);
    if (groups.empty() || data.scores.tasks.empty())
        return {};
    Markup head = headCell("Task", "") + headCell("Metric", "") + headCell("Rows");
    for (const SeedGroup& group : groups)
        head += headCell(
                    coloured(group.colour, group.label) + ", " + counted(group.runs.size(), "seed"))
            + headCell("spread");
    std::vector<Markup> rows;
    Markup claims;
    for (const ScoredTask& task : data.scores.tasks) {
        const std::string metric = mainMetricName(task);
        const MetricScale scale = scaleOf(metric);
        Markup cells = rowHead(task.label)
            + cell(metric + (*scale.unit ? std::string(", ") + scale.unit : ""), "")
            + cell(countText(task.rows));
        bool measured = false;
        for (const SeedGroup& group : groups) {
            const auto spread = spreadOf(data.scores, data.runs, group, task);
            measured |= spread.has_value();
            cells += spreadCell(spread, scale);
        }
        if (!measured)
            continue;
        rows.push_back(std::move(cells));
        for (size_t g = 1; g < groups.size(); ++g)
            if (const auto comparison
                = compareSeeds(data.scores, data.runs, groups.front(), groups[g], task))
                claims += element("li", claimOf(*comparison));
    }
    Markup content = table(head, rows,
        "Means over seeds with 95 % intervals (Student's t), and "
        "standard deviations");
    if (!claims.empty())
        content += element("h3", "What may be claimed over seeds and rows")
            + element("ul", {{"class", "sentences"}}, claims);
    return card("seeds", "Across seeds", "runs that differ in their seed alone", content);
}

} // namespace interweave
