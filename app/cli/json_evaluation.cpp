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
        {"score", toJson(result.score)}, {"tokens", result.tokens},
        {"rows_from_log", result.rowsFromLog}, {"seconds", result.seconds},
        {"rows_per_s", result.rowsPerSecond}};
}

Json toJson(const ChoicePrediction& row)
{
    Json choices = Json::array();
    for (const ChoiceScore& choice : row.choices)
        choices.push_back({{"text", choice.text}, {"log_likelihood", choice.logLikelihood},
            {"tokens", choice.tokens}});
    const auto text = [&](int64_t choice) { return row.choices[static_cast<size_t>(choice)].text; };
    return {{"line", row.line}, {"input", row.input}, {"output", text(row.answer)},
        {"prediction", text(row.likeliest)}, {"prediction_per_byte", text(row.likeliestPerByte)},
        {"choices", choices}, {"prompt_tokens", row.promptTokens}};
}

Json toJson(const Retention& retention)
{
    const auto estimate = [](const Estimate& value) {
        return Json{{"value", value.value}, {"low", value.low}, {"high", value.high}};
    };
    return {{"task", retention.task}, {"metric", retention.metric},
        {"score", estimate(retention.score)}, {"base", estimate(retention.base)},
        {"change", estimate(retention.change)},
        {"kept", retention.kept ? estimate(*retention.kept) : Json()}};
}

std::vector<Json> predictionLines(const TaskResult& result)
{
    std::vector<Json> lines;
    const auto add = [&](const Json& row) {
        lines.push_back({{"task", result.task}, {"branch", result.branch}});
        lines.back().update(row);
    };
    for (const Prediction& row : result.predictions)
        add({{"line", row.line}, {"input", row.input}, {"output", row.accepted},
            {"prediction", row.text}, {"prompt_tokens", row.promptTokens},
            {"new_tokens", row.newTokens}, {"cut", row.cut}});
    for (size_t i = 0; i < result.texts.size(); ++i)
        add({{"text", i}, {"tokens", result.texts[i].tokens},
            {"cross_entropy", result.texts[i].crossEntropy}});
    for (const ChoicePrediction& row : result.choices)
        add(toJson(row));
    return lines;
}

} // namespace interweave
