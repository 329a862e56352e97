// SPDX-License-Identifier: Apache-2.0
#include "core/report/cost.h"

#include "core/report/curve.h"

#include <cmath>
#include <set>
#include <tuple>

namespace interweave {

namespace {

std::optional<double> medianOf(const MetricSeries* series)
{
    return series ? median(series->values) : std::nullopt;
}

std::optional<double> greatestOf(const MetricSeries* series)
{
    return series ? quantile(series->values, 1.0) : std::nullopt;
}

/// The growth of a running total per step.
std::vector<double> growthOf(const Curve& total)
{
    std::vector<double> growth;
    for (size_t i = 1; i < total.size(); ++i)
        if (total[i].x > total[i - 1].x && total[i].y >= total[i - 1].y)
            growth.push_back((total[i].y - total[i - 1].y) / (total[i].x - total[i - 1].x));
    return growth;
}

std::optional<double> evaluationSpeed(const RunRecord& record)
{
    double tokens = 0.0;
    double seconds = 0.0;
    std::set<std::tuple<std::string, std::string, double>> counted; // task, file, seconds
    for (const StoredEvaluation& evaluation : record.evaluations) {
        const TaskResult& result = evaluation.result;
        const bool answers = result.maxNew > 0 || !result.predictions.empty();
        if (!answers || result.rowsFromLog > 0 || result.seconds <= 0.0)
            continue;
        tokens += static_cast<double>(result.tokens);
        if (counted.insert({result.task, result.file, result.seconds}).second)
            seconds += result.seconds;
    }
    return tokens > 0.0 ? std::optional(tokens / seconds) : std::nullopt;
}

std::optional<double> sampleSpeed(const RunRecord& record, Branch branch)
{
    std::vector<double> speeds;
    for (const StoredSample& sample : record.samples)
        for (const BranchAnswer& answer : sample.answers)
            if (answer.branch == branch && answer.generation.tokensPerSecond > 0.0)
                speeds.push_back(answer.generation.tokensPerSecond);
    return median(std::move(speeds));
}

} // namespace

RunCost costOf(const RunRecord& record)
{
    RunCost cost;
    const std::vector<double> steps = growthOf(curveOf(findSeries(record, "elapsed_seconds")));
    cost.stepSeconds = median(steps);
    cost.stepSecondsLow = quantile(steps, 0.25);
    cost.stepSecondsHigh = quantile(steps, 0.75);
    cost.measuredSteps = static_cast<int64_t>(steps.size());
    cost.tokensPerSecond = medianOf(findSeries(record, "tokens_per_second"));
    cost.trainingSeconds = greatestOf(findSeries(record, "elapsed_seconds"));
    if (const auto tokens = greatestOf(findSeries(record, "tokens")))
        cost.trainedTokens = std::llround(*tokens);
    cost.peakBytes = greatestOf(findSeries(record, "resident_bytes"));
    if (record.run.summary.trainedParameters > 0)
        cost.trainedParameters = record.run.summary.trainedParameters;
    cost.evaluationSpeed = evaluationSpeed(record);
    cost.tunedSpeed = sampleSpeed(record, Branch::Tuned);
    cost.interwovenSpeed = sampleSpeed(record, Branch::Interwoven);
    return cost;
}

} // namespace interweave
