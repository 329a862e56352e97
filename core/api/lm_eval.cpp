// SPDX-License-Identifier: Apache-2.0
#include "core/api/lm_eval.h"

#include "core/eval/metric.h"
#include "core/eval/student.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/strict_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace interweave {

namespace {

constexpr std::string_view kStandardError = "_stderr";

struct SameMetric {
    const char* ours;
    const char* theirs;
};
constexpr std::array kNames{
    SameMetric{"EM", "exact_match"}, SameMetric{"F1_yes", "f1"}, SameMetric{"MCC_yes", "mcc"}};

std::string theirName(const std::string& ours)
{
    const auto found = std::ranges::find(kNames, ours, &SameMetric::ours);
    return found == kNames.end() ? ours : found->theirs;
}

std::string ourName(const std::string& theirs)
{
    const auto found = std::ranges::find(kNames, theirs, &SameMetric::theirs);
    return found == kNames.end() ? theirs : found->ours;
}

/// "acc_norm" and "none" of "acc_norm,none".
struct MetricKey {
    std::string name;
    std::string filter;

    explicit MetricKey(const std::string& key)
        : name(key.substr(0, key.find(',')))
        , filter(name.size() < key.size() ? key.substr(name.size() + 1) : "none")
    {
    }
    std::string standardErrorKey(bool filtered) const
    {
        return name + std::string(kStandardError) + (filtered ? "," + filter : "");
    }
};

bool lowerIsBetter(const std::string& metric)
{
    return isCrossEntropy(metric) || metric == "perplexity" || metric == "kl_from_base";
}

Json standardError(const Estimate& estimate)
{
    const double error = (estimate.high - estimate.low) / (2.0 * kNormalQuantile);
    return std::isfinite(error) ? Json(error) : Json("N/A");
}

MetricResult metricOf(const nlohmann::json& figures, const std::string& key, double value)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const MetricKey parts(key);
    MetricResult metric;
    metric.metric = ourName(parts.name) + (parts.filter == "none" ? "" : "," + parts.filter);
    metric.estimate = {value, -infinity, infinity};
    metric.interval = "none";
    const auto error = figures.find(parts.standardErrorKey(key.find(',') != std::string::npos));
    if (error != figures.end() && error->is_number()) {
        const double half = kNormalQuantile * error->get<double>();
        metric.estimate = {value, value - half, value + half};
        metric.interval = "stderr";
    }
    return metric;
}

int64_t rowsOf(const nlohmann::json& document, const std::string& task, const std::string& where)
{
    const auto counts = document.find("n-samples");
    if (counts == document.end() || !counts->is_object() || !counts->contains(task))
        return 0;
    const nlohmann::json& count = counts->at(task);
    if (!count.is_object() || !count.contains("effective")
        || !count.at("effective").is_number_unsigned()
        || count.at("effective").get<uint64_t>() > (uint64_t{1} << 40))
        throw Error(ErrorCode::CorruptData, where,
            "'n-samples' of '" + task + "' holds no count of rows 'effective'");
    return count.at("effective").get<int64_t>();
}

} // namespace

Json lmEvalJson(const std::vector<TaskResult>& results, const std::string& model, double date)
{
    Json figures = Json::object();
    Json samples = Json::object();
    Json better = Json::object();
    Json versions = Json::object();
    Json shots = Json::object();
    for (const TaskResult& result : results) {
        if (result.branch != results.front().branch || figures.contains(result.task))
            throw Error(ErrorCode::InvalidArgument, result.task,
                "a file of lm-evaluation-harness holds each task once, of one branch");
        Json& task = figures[result.task] = {{"alias", result.task}};
        better[result.task] = Json::object();
        for (const MetricResult& metric : result.score.metrics) {
            const std::string name = theirName(metric.metric);
            task[name + ",none"] = metric.estimate.value;
            task[name + std::string(kStandardError) + ",none"] = standardError(metric.estimate);
            better[result.task][name] = !lowerIsBetter(metric.metric);
        }
        samples[result.task] = {{"original", result.score.rows}, {"effective", result.score.rows}};
        versions[result.task] = 0;
        shots[result.task] = 0;
    }
    const std::string branch = results.empty() ? std::string() : results.front().branch;
    return {{"results", figures}, {"versions", versions}, {"n-shot", shots},
        {"higher_is_better", better}, {"n-samples", samples},
        {"config",
            {{"model", "interweave"}, {"model_args", "pretrained=" + model + ",branch=" + branch}}},
        {"date", date}, {"model_name", model}};
}

std::vector<TaskResult> readLmEval(const std::filesystem::path& file, const std::string& branch)
{
    const std::string where = file.string();
    const nlohmann::json document = parseStrictJsonObject(readFile(file), where);
    const auto tasks = document.find("results");
    if (tasks == document.end() || !tasks->is_object())
        throw Error(ErrorCode::CorruptData, where, "has no object 'results'");
    std::vector<TaskResult> results;
    for (const auto& [task, figures] : tasks->items()) {
        if (!figures.is_object())
            throw Error(ErrorCode::CorruptData, where, "'results' of '" + task + "' is no object");
        TaskResult result;
        result.task = task;
        result.suite = kLmEvalFile;
        result.file = kLmEvalFile;
        result.branch = branch;
        result.score.rows = rowsOf(document, task, where);
        for (const auto& [key, value] : figures.items())
            if (value.is_number() && !MetricKey(key).name.ends_with(kStandardError))
                result.score.metrics.push_back(metricOf(figures, key, value.get<double>()));
        if (!result.score.metrics.empty())
            results.push_back(std::move(result));
    }
    if (results.empty())
        throw Error(ErrorCode::CorruptData, where, "'results' holds no figure of any task");
    return results;
}

} // namespace interweave
