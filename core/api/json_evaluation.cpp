// SPDX-License-Identifier: Apache-2.0
#include "core/api/json_values.h"

namespace interweave {

namespace {

Json rowJson(const Prediction& row)
{
    return {{"line", row.line}, {"input", row.input}, {"output", row.accepted},
        {"prediction", row.text}, {"prompt_tokens", row.promptTokens},
        {"new_tokens", row.newTokens}, {"cut", row.cut}};
}

Json rowJson(const TextPrediction& row)
{
    Json json{{"tokens", row.tokens}, {"cross_entropy", row.crossEntropy}};
    if (row.klFromBase)
        json["kl_from_base"] = *row.klFromBase;
    if (row.agreement)
        json["top1_agreement"] = *row.agreement;
    return json;
}

Json rowJson(const ChoicePrediction& row)
{
    Json choices = Json::array();
    for (const ChoiceScore& choice : row.choices)
        choices.push_back({{"text", choice.text}, {"log_likelihood", choice.logLikelihood},
            {"tokens", choice.tokens}});
    const auto text = [&](int64_t choice) { return row.choices[static_cast<size_t>(choice)].text; };
    return {{"line", row.line}, {"input", row.input}, {"output", text(row.answer)},
        {"prediction", text(row.likeliest)}, {"prediction_per_byte", text(row.likeliestPerByte)},
        {"choices", choices}, {"answer", row.answer}, {"likeliest", row.likeliest},
        {"likeliest_per_byte", row.likeliestPerByte}, {"prompt_tokens", row.promptTokens}};
}

Json estimateJson(const Estimate& estimate)
{
    return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}};
}

} // namespace

Json toJson(const MetricResult& metric)
{
    Json json{{"metric", metric.metric}, {"value", metric.estimate.value},
        {"low", metric.estimate.low}, {"high", metric.estimate.high},
        {"interval", metric.interval}};
    if (!metric.rows.empty())
        json["rows"] = metric.rows;
    return json;
}

Json toJson(const ScoreReport& report)
{
    Json json{{"rows", report.rows}, {"metrics", toJson(report.metrics)}};
    if (!report.alwaysYes.empty())
        json["always_yes"] = toJson(report.alwaysYes);
    return json;
}

Json toJson(const Blend& blend)
{
    if (blend.kind == Blend::Kind::None)
        return nullptr;
    return {{"kind", name(blend.kind)}, {"tuned", blend.tuned}};
}

Json namedFigures(const ScoreReport& report)
{
    Json json = toJson(report);
    for (const MetricResult& metric : report.metrics) {
        json[metric.metric] = metric.estimate.value;
        if (!metric.rows.empty())
            json[metric.metric + "_rows"] = metric.rows;
    }
    return json;
}

Json toJson(const TaskResult& result)
{
    return {{"task", result.task}, {"suite", result.suite}, {"file", result.file},
        {"branch", result.branch}, {"blend", toJson(result.blend)}, {"score", toJson(result.score)},
        {"tokens", result.tokens}, {"rows_from_log", result.rowsFromLog},
        {"seconds", result.seconds}, {"rows_per_s", result.rowsPerSecond}};
}

Json toJson(const ConstantGateFit& fit)
{
    const auto fidelity = [](const Fidelity& value) {
        return Json{{"kl", value.kl}, {"agreement", value.agreement}};
    };
    return {{"tuned", fit.tuned}, {"best", fidelity(fit.best)}, {"full", fidelity(fit.full)},
        {"base", fidelity(fit.base)}, {"rows", fit.rows}, {"tokens", fit.tokens}};
}

Json toJson(const TaskGate& gate)
{
    return {{"task", gate.task.empty() ? Json() : Json(gate.task)}, {"rows", gate.rows},
        {"tokens", gate.tokens}, {"gate", estimateJson(gate.gate)},
        {"auc", gate.auc ? estimateJson(*gate.auc) : Json()}};
}

Json toJson(const GateSeparation& separation)
{
    return {{"on", toJson(separation.on)}, {"off", toJson(separation.off)},
        {"all_off", toJson(separation.allOff)}};
}

Json toJson(const Retention& retention)
{
    return {{"task", retention.task}, {"metric", retention.metric},
        {"score", estimateJson(retention.score)}, {"base", estimateJson(retention.base)},
        {"change", estimateJson(retention.change)},
        {"kept", retention.kept ? estimateJson(*retention.kept) : Json()}};
}

Json toJson(const RowResult& row)
{
    return std::visit([](const auto& result) { return rowJson(result); }, row);
}

std::vector<Json> predictionLines(const TaskResult& result)
{
    std::vector<Json> lines;
    const auto add = [&](const auto& rows) {
        for (const auto& row : rows) {
            lines.push_back({{"task", result.task}, {"branch", result.branch}});
            lines.back().update(rowJson(row));
        }
    };
    add(result.predictions);
    add(result.texts);
    add(result.choices);
    return lines;
}

} // namespace interweave
