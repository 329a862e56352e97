// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_rows.h"
#include "core/eval/score.h"
#include "core/eval/task_run.h"
#include "core/siamese/generation.h"

#include <algorithm>

namespace interweave {

namespace {

/// Enough for an answer as long as the longest expected one, and a quarter more.
int64_t chooseMaxNew(
    const EvaluationTask& task, std::span<const AnsweredRow> rows, const Tokenizer& tokenizer)
{
    if (task.maxNew > 0)
        return task.maxNew;
    if (isYesNo(rows))
        return 4;
    size_t longest = 0;
    for (const AnsweredRow& row : rows)
        for (const std::string& answer : row.accepted)
            longest = std::max(longest, tokenizer.encode(answer, {.addSpecial = false}).size());
    return static_cast<int64_t>(longest + longest / 4 + 1);
}

SamplingOptions greedy(const EvaluationTask& task, int64_t maxNew)
{
    SamplingOptions options;
    options.maxNewTokens = maxNew;
    if (task.stopAtNewline)
        options.stopStrings = {"\n"};
    return options;
}

std::vector<std::string> metricsOf(const EvaluationTask& task, std::span<const AnsweredRow> rows)
{
    std::vector<std::string> metrics = task.metrics;
    for (std::string& metric : metrics)
        metric = canonicalMetric(metric, task.name);
    return metrics.empty() ? mainMetrics(rows) : metrics;
}

} // namespace

std::map<Branch, TaskResult> answerRows(const TaskJob& job)
{
    const DataRows data = readDataRows(
        {.path = job.task.file, .rowTemplate = job.task.rowTemplate, .limit = job.task.limit});
    std::vector<AnsweredRow> answered;
    for (const DataRow& row : data.rows)
        answered.push_back({row.outputs, {}});
    const std::vector<std::string> metrics = metricsOf(job.task, answered);
    const int64_t maxNew = chooseMaxNew(job.task, answered, job.tokenizer);
    const SamplingOptions sampling = greedy(job.task, maxNew);

    std::vector<std::vector<TokenId>> prompts;
    std::vector<int64_t> lengths;
    for (const DataRow& row : data.rows) {
        prompts.push_back(encodePrompt(job, row.input, row.line, 1));
        lengths.push_back(static_cast<int64_t>(prompts.back().size()) + maxNew);
    }

    const auto work = [&](const std::vector<size_t>& batch, const Branches& branches) {
        std::vector<std::vector<TokenId>> batchPrompts;
        for (const size_t row : batch)
            batchPrompts.push_back(prompts[row]);
        std::vector<EvaluatedRow> rows;
        for (const auto& [branch, answers] : generateBranches(
                 job.model, &job.tokenizer, batchPrompts, branches, sampling, {}, job.stop))
            for (size_t i = 0; i < batch.size(); ++i) {
                const DataRow& row = data.rows[batch[i]];
                const Generation& answer = answers[i];
                rows.push_back({branch, static_cast<int64_t>(batch[i]),
                    Prediction{row.line, row.input, row.outputs, answer.text, answer.promptTokens,
                        static_cast<int64_t>(answer.ids.size()),
                        answer.stopReason == StopReason::Length}});
            }
        return rows;
    };
    const std::string settings = hashSettings(job,
        "answers " + std::to_string(maxNew) + (job.task.stopAtNewline ? " to the newline" : "")
            + (job.task.rowTemplate.empty() ? "" : " by " + job.task.rowTemplate));
    const TaskRows done = runTask(job, settings, lengths, work);

    std::map<Branch, TaskResult> results;
    for (const auto& [branch, rows] : done.results) {
        TaskResult& result = results[branch];
        for (size_t i = 0; i < rows.size(); ++i) {
            result.predictions.push_back(std::get<Prediction>(rows[i]));
            answered[i].prediction = result.predictions.back().text;
            result.tokens += result.predictions.back().newTokens;
        }
        result.score = score(answered, metrics, job.options.seed);
        result.maxNew = maxNew;
        result.rowsFromLog = done.fromLog.at(branch);
        result.seconds = done.seconds;
    }
    return results;
}

} // namespace interweave
