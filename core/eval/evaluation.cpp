// SPDX-License-Identifier: Apache-2.0
#include "core/eval/evaluation.h"

#include "core/eval/metric.h"
#include "core/eval/task_run.h"
#include "core/support/error.h"

#include <algorithm>

namespace interweave {

namespace {

std::map<Branch, TaskResult> resultsOf(const TaskJob& job)
{
    switch (job.task.kind) {
    case EvaluationTask::Kind::Answers: return answerRows(job);
    case EvaluationTask::Kind::Text: return predictTexts(job);
    case EvaluationTask::Kind::Choice: return chooseRows(job);
    }
    throw Error(ErrorCode::Internal, job.task.name, "unknown kind of task");
}

} // namespace

bool measuresDistance(const EvaluationTask& task)
{
    if (task.kind != EvaluationTask::Kind::Text)
        return false;
    return std::ranges::any_of(
        task.metrics.empty() ? textMetricNames(task.afterPrompt) : task.metrics,
        [](const std::string& name) { return name == "kl_from_base" || name == "top1_agreement"; });
}

EvaluationTask withLossOnly(EvaluationTask task)
{
    if (task.kind == EvaluationTask::Kind::Text && task.metrics.empty())
        task.metrics = task.afterPrompt ? std::vector<std::string>{"answer_cross_entropy"}
                                        : std::vector<std::string>{"cross_entropy", "perplexity"};
    return task;
}

std::map<Branch, TaskResult> evaluate(const EvaluationTask& task, const SiameseModel& model,
    const Tokenizer& tokenizer, const Branches& branches, const EvaluationOptions& options,
    EvaluationLog* log, const EvaluationProgressCallback& progress, std::stop_token stop)
{
    for (const Branch branch : branches)
        model.require(branch);
    auto results
        = resultsOf({task, model, tokenizer, branches, options, log, progress, std::move(stop)});
    for (auto& [branch, result] : results) {
        result.task = task.name;
        result.suite = task.suite;
        result.file = task.file.string();
        result.branch = name(branch);
        result.rowsPerSecond = static_cast<double>(result.score.rows - result.rowsFromLog)
            / std::max(result.seconds, 1e-9);
    }
    return results;
}

} // namespace interweave
