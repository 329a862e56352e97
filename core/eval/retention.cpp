// SPDX-License-Identifier: Apache-2.0
#include "core/eval/retention.h"

#include "core/eval/metric.h"
#include "core/support/error.h"

#include <algorithm>
#include <limits>

namespace interweave {

namespace {

/// Without a base to compare with, everything was kept, or gained.
double ratio(double score, double base)
{
    if (base > 0.0)
        return score / base;
    return score > 0.0 ? std::numeric_limits<double>::infinity() : 1.0;
}

} // namespace

bool canBeKept(const std::string& metric)
{
    return !isCrossEntropy(metric) && !isMatthews(metric);
}

Statistic statisticOf(const TaskResult& result, const MetricResult& metric)
{
    if (isCrossEntropy(metric.metric))
        return meanCrossEntropy(result.texts);
    if (!metric.rows.empty())
        return meanOf(metric.rows);
    if (metric.metric == "mcc")
        return matthewsOfChoices(result.choices);
    std::vector<AnsweredRow> rows;
    for (const Prediction& prediction : result.predictions)
        rows.push_back({prediction.accepted, prediction.text});
    return yesNoFigure(metric.metric, rows);
}

std::vector<Retention> retentionOf(const TaskResult& result, const TaskResult& base, uint64_t seed)
{
    const int64_t rows = base.score.rows;
    if (result.score.rows != rows)
        throw Error(ErrorCode::InvalidArgument, result.task,
            std::to_string(result.score.rows) + " rows cannot be compared with "
                + std::to_string(rows) + " of the base");
    std::vector<Retention> kept;
    for (const MetricResult& before : base.score.metrics) {
        const auto found
            = std::ranges::find(result.score.metrics, before.metric, &MetricResult::metric);
        if (before.metric == "perplexity" || found == result.score.metrics.end())
            continue;
        const MetricResult& now = *found;
        const Statistic ofBase = statisticOf(base, before);
        const Statistic ofNow = statisticOf(result, now);
        Retention retention{result.task, now.metric, now.estimate, before.estimate,
            pairedBootstrapDifference(rows, ofBase, ofNow, seed), {}};
        if (canBeKept(now.metric) && before.estimate.value > 0.0)
            retention.kept = bootstrapInterval(
                rows,
                [&](std::span<const int64_t> drawn) { return ratio(ofNow(drawn), ofBase(drawn)); },
                seed);
        kept.push_back(std::move(retention));
    }
    return kept;
}

} // namespace interweave
