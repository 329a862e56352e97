// SPDX-License-Identifier: Apache-2.0
#include "core/report/claims.h"
#include "core/report/figure_text.h"
#include "core/report/page_parts.h"
#include "core/report/transfer.h"

#include <algorithm>

namespace interweave {

namespace {

const char* styleOf(Verdict verdict)
{
    return verdict == Verdict::Learned ? "better" : verdict == Verdict::Lost ? "worse" : "same";
}

const char* signOf(Verdict verdict)
{
    return verdict == Verdict::Learned ? "▲ " : verdict == Verdict::Lost ? "▼ " : "= ";
}

std::string keptText(const Estimate& kept)
{
    return scaleOf("").text(kept.value) + " %";
}

std::string percentOrUnit(const MetricScale& scale)
{
    return scale.factor == 100.0 ? "points" : scale.unit;
}

/// "imsm keeps 86.7 % (82.2 … 91.0)" or how far it moved.
Markup said(const RunView& run, const TaskChange& change)
{
    const Retention& retention = change.retention;
    const MetricScale scale = scaleOf(retention.metric);
    const Markup name = coloured(run.colour, run.label);
    if (change.verdict != Verdict::Learned && retention.kept)
        return name + " keeps " + element("b", keptText(*retention.kept)) + " ("
            + scale.interval(*retention.kept) + ")";
    const std::string unit = scale.factor == 100.0 ? " %" : std::string(" ") + scale.unit;
    return name + " goes from " + scale.text(retention.base.value) + " to "
        + element("b", scale.text(retention.score.value) + unit) + " ("
        + scale.change(retention.change.value) + ", " + scale.interval(retention.change) + ")";
}

Markup sentence(const ReportData& data, size_t task)
{
    Markup content = element("strong", data.scores.tasks[task].label) + ": ";
    bool first = true;
    for (size_t r = 0; r < data.runs.size(); ++r)
        if (const TaskChange* change = data.forgetting[r].find(task)) {
            content += (first ? Markup() : Markup("; ")) + said(data.runs[r], *change);
            first = false;
        }
    return first ? Markup() : element("li", content + ".");
}

const StoredEvaluation* ownResult(const ReportData& data, size_t run, const ScoredTask& task)
{
    const std::optional<size_t> voice = data.scores.ownVoice(data.runs, run);
    return voice ? task.results[*voice] : nullptr;
}

/// The second run − the first, in words of the better one: only of two runs.
Markup comparison(const ReportData& data, const ScoredTask& task)
{
    const auto change = pairedChange(ownResult(data, 0, task), ownResult(data, 1, task));
    if (!change)
        return cell(kMissing);
    const MetricScale scale = scaleOf(change->metric);
    const Verdict verdict = verdictOf(*change);
    const Markup text
        = withInterval(scale.change(change->change.value), scale.interval(change->change));
    if (verdict == Verdict::Kept)
        return cell(text + " " + element("small", "not told apart"), "number same");
    const RunView& better = data.runs[verdict == Verdict::Learned ? 1 : 0];
    return cell(text + " " + coloured(better.colour, better.label + " better"));
}

Markup changeCells(const TaskChange* change)
{
    if (!change)
        return cell(kMissing) + cell(kMissing) + cell(kMissing, "");
    const Retention& retention = change->retention;
    const MetricScale scale = scaleOf(retention.metric);
    return cell(
               withInterval(scale.change(retention.change.value), scale.interval(retention.change)))
        + cell(retention.kept ? Markup(scaleOf("").text(retention.kept->value)) : Markup(kMissing))
        + cell(std::string(signOf(change->verdict)) + name(change->verdict),
            std::string("verdict ") + styleOf(change->verdict));
}

bool anyChange(const ReportData& data, size_t task)
{
    return std::ranges::any_of(
        data.forgetting, [&](const RunForgetting& run) { return run.find(task) != nullptr; });
}

Markup changeTable(const ReportData& data)
{
    Markup head = headCell("Task", "") + headCell("Change in", "") + headCell("Base");
    for (const RunView& run : data.runs)
        head += headCell(coloured(run.colour, run.label)) + headCell("kept, %")
            + headCell("", "verdict");
    if (data.runs.size() == 2)
        head += headCell(coloured(data.runs[1].colour, data.runs[1].label) + " − "
            + coloured(data.runs[0].colour, data.runs[0].label));
    std::vector<Markup> rows;
    for (size_t t = 0; t < data.scores.tasks.size(); ++t) {
        const ScoredTask& task = data.scores.tasks[t];
        const MetricResult* base = mainMetric(task.base());
        if (!base || !anyChange(data, t))
            continue;
        const MetricScale scale = scaleOf(base->metric);
        Markup cells = rowHead(task.label) + cell(base->metric + ", " + percentOrUnit(scale), "")
            + cell(scale.text(base->estimate.value));
        for (const RunForgetting& run : data.forgetting)
            cells += changeCells(run.find(t));
        if (data.runs.size() == 2)
            cells += comparison(data, task);
        rows.push_back(std::move(cells));
    }
    return table(head, rows, "Change against the base, paired, with 95 % intervals");
}

/// Of several runs: what may be said of each against the first.
Markup claims(const ReportData& data)
{
    Markup items;
    for (const std::string& claim : claimsOf(data.scores, data.runs))
        items += element("li", claim);
    return items.empty() ? Markup()
                         : element("h3", "What may be claimed")
            + element("ul", {{"class", "sentences claims"}}, items);
}

Markup summary(const ReportData& data, size_t r)
{
    const RunForgetting& run = data.forgetting[r];
    if (run.changes.empty())
        return {};
    const auto part = [&](Verdict verdict) {
        const std::vector<std::string> tasks = run.tasks(data.scores, verdict);
        if (tasks.empty())
            return Markup();
        return Markup(" ")
            + element("span", {{"class", std::string("verdict ") + styleOf(verdict)}},
                std::string(signOf(verdict)) + name(verdict))
            + " " + listed(tasks) + ".";
    };
    Markup content = coloured(data.runs[r].colour, data.runs[r].label) + part(Verdict::Learned)
        + part(Verdict::Kept) + part(Verdict::Lost);
    if (run.meanKept)
        content += " Of what the base knew it keeps "
            + element("b", scaleOf("").text(run.meanKept->value) + " %") + " ("
            + scaleOf("").interval(*run.meanKept) + ") on average.";
    if (const auto transfer = sequenceTransfer(data.scores, data.runs, r)) {
        const MetricScale scale = scaleOf("");
        const auto moved = [&](const Estimate& change) {
            return element("b", scale.change(change.value) + " points") + " ("
                + scale.interval(change) + ") on average";
        };
        content += " It is the last of a sequence that learned " + listed(transfer->tasks)
            + ". Since it was learned, what came before moved by " + moved(transfer->backward)
            + " (backward transfer); before it was learned, what came later by "
            + moved(transfer->forward) + " (forward transfer).";
    }
    return element("p", content);
}

} // namespace

Markup leadSection(const ReportData& data)
{
    Markup content;
    for (size_t r = 0; r < data.runs.size(); ++r)
        content += summary(data, r);
    return content.empty() ? Markup() : element("div", {{"class", "lead"}}, content);
}

Markup forgettingSection(const ReportData& data)
{
    if (data.scores.tasks.empty())
        return {}; // the scores' card says how to get any
    Markup sentences;
    for (size_t t = 0; t < data.scores.tasks.size(); ++t)
        sentences += sentence(data, t);
    if (sentences.empty())
        return card("forgetting", "Kept and lost", {},
            emptyState(
                "What the runs kept and lost needs the base and the run measured on the same "
                "rows: ",
                "interweave eval " + commandName(data.runs) + " --suite SUITE.yaml --branch all"));
    return card("forgetting", "Kept and lost", "each run's own branch against the base, same rows",
        element("ul", {{"class", "sentences"}}, sentences) + changeTable(data) + claims(data)
            + element("p", {{"class", "note"}},
                "Learned or lost: the 95 % interval of the paired change leaves out 0. Kept: it "
                "does "
                "not, so no change can be told."));
}

} // namespace interweave
