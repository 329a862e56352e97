// SPDX-License-Identifier: Apache-2.0
#include "core/report/figure_text.h"
#include "core/report/page_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <set>
#include <system_error>

namespace interweave {

namespace {

constexpr size_t kHashCharacters = 12;

/// "2026-11-24 01:02" of "2026-11-24T01:02:03Z".
std::string minuteOf(const std::string& iso)
{
    if (iso.size() < 16 || iso[10] != 'T')
        return iso;
    return iso.substr(0, 10) + " " + iso.substr(11, 5);
}

std::string statusText(const RunView& run)
{
    const RunSummary& summary = run.summary();
    std::string text = summary.status;
    if (summary.status != "finished" && summary.steps > 0)
        text += " at step " + countText(summary.step) + " of " + countText(summary.steps);
    if (summary.badSteps > 0)
        text += ", " + counted(static_cast<size_t>(summary.badSteps), "bad step");
    if (!run.record->run.deleted.empty())
        text += ", deleted";
    return text;
}

std::string methodText(const RunView& run)
{
    const std::string peft = run.setting("method.peft");
    if (peft == "full")
        return run.setting("method.full.from_scratch") == "true" ? "all weights, from random ones"
                                                                 : "all weights";
    if (peft.empty())
        return {};
    std::string text = peft == "lora" ? "LoRA" : peft;
    for (const char* key : {"rank", "alpha"})
        if (const std::string value = run.setting("method." + peft + "." + key); !value.empty())
            text += std::string(", ") + key + " " + value;
    const std::string targets = run.setting("method." + peft + ".targets");
    return targets.empty() ? text : text + " on " + targets;
}

/// "0.004" of "4.0e-3"; what is no number stays as it was written.
std::string numeric(const std::string& written)
{
    double value = 0.0;
    const char* end = written.data() + written.size();
    const auto read = std::from_chars(written.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end)
        return written;
    std::array<char, 32> shortest;
    return {shortest.data(),
        std::to_chars(shortest.data(), shortest.data() + shortest.size(), value).ptr};
}

std::string gateText(const RunView& run)
{
    if (!run.siamese && run.recipe.empty())
        return {}; // not known
    if (!run.siamese)
        return "none: the tuned model answers alone";
    std::string fusion = run.setting("method.gate.fusion");
    if (fusion == "mean")
        return "none: the mean of both memories";
    if (fusion == "fixed")
        return "none: a fixed mix, base share " + numeric(run.setting("method.gate.share"));
    std::ranges::replace(fusion, '_', ' ');
    const std::string rank = run.setting("method.gate.rank");
    return (fusion.empty() ? "query gate" : fusion) + (rank.empty() ? "" : ", rank " + rank);
}

std::string rateText(const RunView& run)
{
    const std::string rate = numeric(run.setting("train.learning_rate"));
    const std::string gate = numeric(run.setting("method.gate.learning_rate"));
    return run.siamese && !gate.empty() ? rate + ", gate " + gate : rate;
}

std::string lengthText(const RunView& run)
{
    const RunSummary& summary = run.summary();
    if (summary.steps <= 0)
        return {};
    const std::string rows = run.setting("train.batch_size");
    const std::string parts = run.setting("train.gradient_accumulation");
    if (rows.empty())
        return counted(static_cast<size_t>(summary.steps), "step");
    return countText(summary.steps) + " × " + rows
        + (parts.empty() || parts == "1" ? "" : " × " + parts) + " rows";
}

Markup pathMarkup(const std::string& path)
{
    return path.empty() ? Markup() : element("span", {{"title", path}}, shortPath(path));
}

Markup dataMarkup(const RunView& run)
{
    Markup text = pathMarkup(run.setting("data.train.path"));
    if (run.summary().examples > 0)
        text += (text.empty() ? Markup() : Markup(", "))
            + counted(static_cast<size_t>(run.summary().examples), "example");
    return text;
}

Markup hashMarkup(const std::string& hash)
{
    if (hash.empty())
        return {};
    return element("code", {{"title", hash}}, hash.substr(0, kHashCharacters));
}

/// One fact of every run; the row is left out where none has it, and marked where they differ.
void addFact(std::vector<Markup>& rows, const ReportData& data, const char* name, bool compared,
    const std::function<Markup(const RunView&)>& fact)
{
    Markup cells;
    std::set<std::string> values;
    bool any = false;
    for (const RunView& run : data.runs) {
        const Markup value = fact(run);
        any = any || !value.empty();
        values.insert(value.string());
        cells += cell(value.empty() ? Markup(kMissing) : value, "fact");
    }
    const bool differs = compared && values.size() > 1;
    if (any)
        rows.push_back(rowHead(name) + cell(differs ? "≠" : "", "differs") + cells);
}

Markup recipes(const ReportData& data)
{
    Markup content;
    for (const RunView& run : data.runs)
        if (!run.summary().recipe.empty())
            content += element("div",
                element("h4", coloured(run.colour, run.label))
                    + element("pre", run.summary().recipe));
    if (content.empty())
        return {};
    return element("details",
        element("summary", data.runs.size() == 1 ? "The whole recipe" : "The whole recipes")
            + element("div", {{"class", "columns"}}, content));
}

} // namespace

Markup runSection(const ReportData& data)
{
    Markup head = headCell("", "") + headCell("", "differs");
    for (const RunView& run : data.runs)
        head += headCell(swatch(run.colour) + coloured(run.colour, run.label), "fact");
    std::vector<Markup> rows;
    const auto add
        = [&](const char* name, bool compared, const std::function<Markup(const RunView&)>& fact) {
              addFact(rows, data, name, compared, fact);
          };
    add("Run", false, [](const RunView& run) { return element("code", run.summary().id); });
    add("Status", false, [](const RunView& run) -> Markup { return statusText(run); });
    add("Why it ended", false, [](const RunView& run) -> Markup { return run.summary().error; });
    add("Created", false,
        [](const RunView& run) -> Markup { return minuteOf(run.summary().created); });
    add("Base model", true, [](const RunView& run) { return pathMarkup(run.summary().model); });
    add("Method", true, [](const RunView& run) -> Markup { return methodText(run); });
    add("Gate", true, [](const RunView& run) -> Markup { return gateText(run); });
    add("Learning rate", true, [](const RunView& run) -> Markup { return rateText(run); });
    add("Steps", true, [](const RunView& run) -> Markup { return lengthText(run); });
    add("Data", true, [](const RunView& run) { return dataMarkup(run); });
    add("Seed", true, [](const RunView& run) -> Markup { return run.setting("train.seed"); });
    add("Measured in", true, [](const RunView& run) -> Markup {
        return run.origin.dtype
            + (run.origin.dtype.empty() || run.origin.device.empty() ? "" : " on ")
            + run.origin.device;
    });
    add("Model hash", true, [](const RunView& run) { return hashMarkup(run.origin.modelHash); });
    add("Adapter hash", false,
        [](const RunView& run) { return hashMarkup(run.origin.adapterHash); });
    add("Gate hash", false, [](const RunView& run) { return hashMarkup(run.origin.gateHash); });
    add("Tags", false, [](const RunView& run) -> Markup { return listed(run.record->run.tags); });
    add("Notes", false, [](const RunView& run) -> Markup { return run.record->run.notes; });
    return card("trained", "What was trained",
        data.runs.size() > 1 ? Markup("≠ marks what differs") : Markup(),
        table(head, rows, "What was trained") + recipes(data));
}

} // namespace interweave
