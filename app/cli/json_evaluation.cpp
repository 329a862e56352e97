// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json_values.h"

namespace interweave {

namespace {

Json toJson(const MetricResult& metric)
{
    Json json{{"metric", metric.metric}, {"value", metric.estimate.value},
        {"low", metric.estimate.low}, {"high", metric.estimate.high},
        {"interval", metric.interval}};
    if (!metric.rows.empty())
        json["rows"] = metric.rows;
    return json;
}

Json listOf(const std::vector<MetricResult>& metrics)
{
    Json list = Json::array();
    for (const MetricResult& metric : metrics)
        list.push_back(toJson(metric));
    return list;
}

} // namespace

Json toJson(const ScoreReport& report)
{
    Json json{{"rows", report.rows}, {"metrics", listOf(report.metrics)}};
    if (!report.alwaysYes.empty())
        json["always_yes"] = listOf(report.alwaysYes);
    return json;
}

Json toJson(const TaskResult& result)
{
    return {{"task", result.task}, {"file", result.file}, {"branch", result.branch},
        {"score", toJson(result.score)}, {"tokens", result.tokens}, {"seconds", result.seconds},
        {"tokens_per_s", result.tokensPerSecond}, {"rows_per_s", result.rowsPerSecond}};
}

std::vector<Json> predictionLines(const TaskResult& result)
{
    std::vector<Json> lines;
    for (const Prediction& row : result.predictions)
        lines.push_back({{"task", result.task}, {"branch", result.branch}, {"line", row.line},
            {"input", row.input}, {"output", row.accepted}, {"prediction", row.text},
            {"prompt_tokens", row.promptTokens}, {"new_tokens", row.newTokens}, {"cut", row.cut}});
    for (size_t i = 0; i < result.texts.size(); ++i)
        lines.push_back({{"task", result.task}, {"branch", result.branch}, {"text", i},
            {"tokens", result.texts[i].tokens},
            {"cross_entropy", result.texts[i].crossEntropy}});
    return lines;
}

} // namespace interweave
