// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include "core/report/figure_text.h"
#include "core/report/page_parts.h"

#include <algorithm>
#include <set>

namespace interweave {

namespace {

std::string titleOf(const std::vector<RunView>& runs, const ReportOptions& options)
{
    if (!options.title.empty())
        return options.title;
    std::vector<std::string> names;
    for (const RunView& run : runs)
        names.push_back(run.label);
    return names.empty() ? "No runs" : listed(names);
}

std::string subtitle(const std::vector<RunView>& runs, const ReportOptions& options)
{
    std::string text = "Interweave report · " + counted(runs.size(), "run");
    std::set<std::string> models;
    for (const RunView& run : runs)
        if (!run.summary().model.empty())
            models.insert(shortPath(run.summary().model));
    if (models.size() == 1)
        text += " of " + *models.begin();
    if (!options.generatedAt.empty())
        text += " · " + options.generatedAt;
    return text;
}

Markup sections(const ReportData& data)
{
    if (data.runs.empty())
        return card("trained", "No runs", {},
            emptyState("There is no run to report on. ", "interweave train RECIPE.yaml"));
    return leadSection(data) + runSection(data) + curveSection(data) + scoreSection(data)
        + forgettingSection(data) + seedSection(data) + sampleSection(data) + costSection(data);
}

} // namespace

std::string renderReport(std::span<const RunRecord> runs, const ReportOptions& options)
{
    ReportData data{viewsOf(runs), {}, {}};
    data.scores = scoresOf(data.runs);
    data.forgetting = forgettingOf(data.scores, data.runs);
    return page(titleOf(data.runs, options), subtitle(data.runs, options), sections(data));
}

} // namespace interweave
