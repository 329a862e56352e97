// SPDX-License-Identifier: Apache-2.0
#include "app/cli/demo_text.h"

#include "app/cli/share_colours.h"
#include "app/cli/text_format.h"
#include "core/support/number_text.h"

#include <algorithm>
#include <numeric>

namespace interweave {

namespace {

/// A task's main figure as people read it: shares in percent, cross-entropy in nats.
std::string formatScore(const TaskResult& result)
{
    const MetricResult& metric = result.score.metrics.front();
    const Estimate& figure = metric.estimate;
    if (metric.metric == "cross_entropy")
        return formatNumber(figure.value) + " (" + formatNumber(figure.low) + " … "
            + formatNumber(figure.high) + ")";
    return formatFixed(100.0 * figure.value, 1) + " (" + formatFixed(100.0 * figure.low, 1) + " … "
        + formatFixed(100.0 * figure.high, 1) + ")";
}

std::string describe(const TaskResult& base, const std::string& newTask)
{
    const bool inNats = base.score.metrics.front().metric == "cross_entropy";
    return base.task + (base.task == newTask ? " (new)" : "")
        + (inNats ? ", nats, lower is better" : ", %");
}

/// The last branch of an answered sample: interwoven with a gate, else tuned.
const Generation& ownAnswer(const StoredSample& sample)
{
    return sample.answers.back().generation;
}

/// What was kept of each skill that the base had.
std::vector<double> keptShares(const WatchedScores& scores, const std::string& newTask)
{
    std::vector<double> shares;
    for (const Retention& retention : scores.retention)
        if (retention.kept && retention.task != newTask)
            shares.push_back(retention.kept->value);
    return shares;
}

} // namespace

std::string formatSkills(const std::vector<DemoRun>& runs, const std::string& newTask)
{
    std::vector<std::vector<std::string>> rows{{"skill", "base"}};
    for (const DemoRun& run : runs)
        rows.front().push_back(run.label);
    const std::vector<TaskResult>& base = runs.front().before.results;
    for (size_t task = 0; task < base.size(); ++task) {
        rows.push_back({describe(base[task], newTask), formatScore(base[task])});
        for (const DemoRun& run : runs)
            rows.back().push_back(formatScore(run.after.results[task]));
    }
    return formatTable(rows);
}

std::string formatKept(const std::vector<DemoRun>& runs, const std::string& newTask)
{
    std::string text;
    for (const DemoRun& run : runs) {
        const std::vector<double> shares = keptShares(run.after, newTask);
        if (text.empty())
            text = "Kept of what the base knew, mean of " + std::to_string(shares.size())
                + " skills: ";
        else
            text += ", ";
        const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
        text += run.label + " "
            + formatFixed(100.0 * sum / std::max(1.0, static_cast<double>(shares.size())), 0)
            + " %";
    }
    return text;
}

std::string formatSamples(const std::vector<DemoRun>& runs)
{
    size_t width = 4;
    for (const DemoRun& run : runs)
        width = std::max(width, run.label.size());
    const auto line = [&](const std::string& label, const std::string& answer) {
        return "  " + label + std::string(width + 2 - label.size(), ' ') + answer + "\n";
    };
    std::string text;
    for (size_t i = 0; i < runs.front().samples.size(); ++i) {
        const StoredSample& sample = runs.front().samples[i];
        text += sample.prompt + "\n" + line("base", sample.answers.front().generation.text);
        for (const DemoRun& run : runs) {
            const Generation& answer = ownAnswer(run.samples[i]);
            const double share = meanBaseShare(answer);
            text += line(run.label,
                colouredAnswer(answer)
                    + (share < 0.0 ? "" : "   base share " + formatNumber(share)));
        }
        text += "\n";
    }
    return text;
}

} // namespace interweave
