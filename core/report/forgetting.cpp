// SPDX-License-Identifier: Apache-2.0
#include "core/report/forgetting.h"

#include "core/eval/metric.h"
#include "core/eval/retention.h"
#include "core/eval/statistics.h"
#include "core/report/figure_text.h"

#include <algorithm>

namespace interweave {

namespace {

/// The result with one figure only.
TaskResult withOnly(const TaskResult& result, const MetricResult& metric)
{
    TaskResult reduced;
    reduced.task = result.task;
    reduced.branch = result.branch;
    reduced.score.rows = result.score.rows;
    reduced.score.metrics = {metric};
    if (isCrossEntropy(metric.metric)) {
        reduced.texts = result.texts;
    } else if (metric.rows.empty()) {
        reduced.predictions = result.predictions;
        reduced.choices = result.choices;
    }
    return reduced;
}

} // namespace

bool hasRows(const TaskResult& result, const MetricResult& metric)
{
    const auto rows = static_cast<size_t>(result.score.rows);
    if (isCrossEntropy(metric.metric))
        return result.texts.size() == rows;
    if (!metric.rows.empty())
        return metric.rows.size() == rows;
    if (metric.metric == "mcc")
        return result.choices.size() == rows;
    return (metric.metric == "F1_yes" || metric.metric == "MCC_yes")
        && result.predictions.size() == rows
        && std::ranges::none_of(
            result.predictions, [](const Prediction& p) { return p.accepted.empty(); });
}

bool isRightOrWrong(const MetricResult& metric)
{
    return !metric.rows.empty()
        && std::ranges::all_of(metric.rows, [](double row) { return row == 0.0 || row == 1.0; });
}

const char* name(Verdict verdict)
{
    return verdict == Verdict::Learned ? "learned" : verdict == Verdict::Lost ? "lost" : "kept";
}

Verdict verdictOf(const Retention& retention)
{
    const bool lowerIsBetter = scaleOf(retention.metric).lowerIsBetter;
    if (retention.change.low > 0.0)
        return lowerIsBetter ? Verdict::Lost : Verdict::Learned;
    if (retention.change.high < 0.0)
        return lowerIsBetter ? Verdict::Learned : Verdict::Lost;
    return Verdict::Kept;
}

std::optional<Retention> pairedChange(const StoredEvaluation* first, const StoredEvaluation* second)
{
    const MetricResult* before = mainMetric(first);
    if (!before || !second || first->result.score.rows != second->result.score.rows
        || first->result.score.rows <= 0)
        return {};
    const MetricResult* now = findMetric(second->result.score.metrics, before->metric);
    if (!now || !hasRows(first->result, *before) || !hasRows(second->result, *now))
        return {};
    const std::vector<Retention> changes
        = retentionOf(withOnly(second->result, *now), withOnly(first->result, *before));
    return changes.empty() ? std::optional<Retention>() : changes.front();
}

const TaskChange* RunForgetting::find(size_t task) const
{
    const auto found = std::ranges::find(changes, task, &TaskChange::task);
    return found == changes.end() ? nullptr : &*found;
}

std::vector<std::string> RunForgetting::tasks(const Scores& scores, Verdict verdict) const
{
    std::vector<std::string> labels;
    for (const TaskChange& change : changes)
        if (change.verdict == verdict)
            labels.push_back(scores.tasks[change.task].label);
    return labels;
}

std::vector<RunForgetting> forgettingOf(const Scores& scores, const std::vector<RunView>& runs)
{
    std::vector<RunForgetting> result(runs.size());
    for (size_t r = 0; r < runs.size(); ++r) {
        const std::optional<size_t> own = scores.ownVoice(runs, r);
        std::vector<Estimate> kept;
        for (size_t t = 0; own && t < scores.tasks.size(); ++t) {
            const ScoredTask& task = scores.tasks[t];
            std::optional<Retention> change = pairedChange(task.base(), task.results[*own]);
            if (!change)
                continue;
            const Verdict verdict = verdictOf(*change);
            if (change->kept && verdict != Verdict::Learned)
                kept.push_back(*change->kept);
            result[r].changes.push_back({t, std::move(*change), verdict});
        }
        if (!kept.empty())
            result[r].meanKept = meanOfEstimates(kept);
    }
    return result;
}

} // namespace interweave
