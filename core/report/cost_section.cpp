// SPDX-License-Identifier: Apache-2.0
#include "core/report/cost.h"
#include "core/report/figure_text.h"
#include "core/report/page_parts.h"

#include <functional>

namespace interweave {

namespace {

std::string stepText(const RunCost& cost)
{
    if (!cost.stepSeconds)
        return kMissing;
    return durationText(cost.stepSeconds) + " (" + durationText(cost.stepSecondsLow) + " … "
        + durationText(cost.stepSecondsHigh) + ", n = " + countText(cost.measuredSteps) + ")";
}

} // namespace

Markup costSection(const ReportData& data)
{
    std::vector<RunCost> costs;
    Markup head = headCell("", "");
    for (const RunView& run : data.runs) {
        costs.push_back(costOf(*run.record));
        head += headCell(swatch(run.colour) + coloured(run.colour, run.label));
    }
    std::vector<Markup> rows;
    const auto add = [&](const char* name, const std::function<std::string(const RunCost&)>& text) {
        Markup cells = rowHead(name);
        for (const RunCost& cost : costs)
            cells += cell(text(cost));
        rows.push_back(std::move(cells));
    };
    add("Trained parameters", [](const RunCost& c) { return countText(c.trainedParameters); });
    add("Training time", [](const RunCost& c) { return durationText(c.trainingSeconds); });
    add("Time per step, median (quartiles)", stepText);
    add("Training, tokens/s, median",
        [](const RunCost& c) { return figureText(c.tokensPerSecond); });
    add("Tokens trained on", [](const RunCost& c) { return countText(c.trainedTokens); });
    add("Peak memory", [](const RunCost& c) { return bytesText(c.peakBytes); });
    add("Answering in evaluations, tokens/s",
        [](const RunCost& c) { return figureText(c.evaluationSpeed); });
    add("Answering a prompt, tuned, tokens/s",
        [](const RunCost& c) { return figureText(c.tunedSpeed); });
    add("Answering a prompt, interwoven, tokens/s",
        [](const RunCost& c) { return figureText(c.interwovenSpeed); });
    return card("cost", "Cost", "as measured while the runs were made",
        table(head, rows, "Cost of each run"));
}

} // namespace interweave
