// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include "core/report/figure_text.h"
#include "core/report/page_parts.h"
#include "core/support/embedded_files.h"

#include <algorithm>
#include <set>

namespace interweave {

namespace {

std::string resource(std::string_view name)
{
    const auto files = embeddedFiles();
    const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
    return found == files.end() ? std::string() : std::string(found->bytes);
}

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

Markup headOf(const std::string& title)
{
    // The style sheet and the script hold no `<` and no `&`: they are the same in HTML and XML.
    return element("head",
        element("meta", {{"charset", "utf-8"}}, {})
            + element("meta",
                {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}, {})
            + element("title", title)
            + element("style", Markup::trusted(resource("report/report.css"))));
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
    const std::string title = titleOf(data.runs, options);
    const Markup header = element("header", {{"class", "page"}},
        element("h1", title) + element("p", {{"class", "aside"}}, subtitle(data.runs, options)));
    const Markup body = element("body",
        element("main", header + sections(data))
            + element("script", Markup::trusted(resource("report/report.js"))));
    return "<!DOCTYPE html>\n" + element("html", {{"lang", "en"}}, headOf(title) + body).string()
        + "\n";
}

} // namespace interweave
