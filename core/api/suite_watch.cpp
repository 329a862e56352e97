// SPDX-License-Identifier: Apache-2.0
#include "core/api/suite_watch.h"

#include "core/eval/evaluation.h"
#include "core/eval/retention.h"
#include "core/eval/suite.h"
#include "core/support/error.h"
#include "core/train/recipe.h"
#include "core/train/training_run.h"

#include <chrono>
#include <stop_token>

namespace interweave {

SuiteWatch::SuiteWatch(const Recipe& recipe, std::shared_ptr<const Tokenizer> tokenizer,
    const TrainSession& session, LogOf logOf)
    : m_tokenizer(std::move(tokenizer))
    , m_session(session)
    , m_logOf(std::move(logOf))
{
    if (!recipe.watch.suite.empty())
        m_tasks = loadSuite(recipe.watch.suite);
    if (std::filesystem::exists(recipe.watch.suite)) // one that is built in is no file
        m_suiteFiles.push_back(recipe.watch.suite);
    for (const EvaluationTask& task : m_tasks)
        m_suiteFiles.push_back(std::filesystem::absolute(task.file));
    if (!recipe.budget.text.empty()) {
        m_tasks.push_back(loadSuite(recipe.budget.text).front());
        EvaluationTask& text = m_tasks.back();
        if (text.kind != EvaluationTask::Kind::Text || text.afterPrompt)
            throw Error(ErrorCode::InvalidArgument, recipe.budget.text.string(),
                "has rows that are no texts; budget.text wants {\"text\": …} lines");
        text.name = kBudgetTask;
    }
    if (!recipe.watch.branch.empty())
        m_branch = parseBranch(recipe.watch.branch);
    for (EvaluationTask& task : m_tasks)
        task = withLossOnly(std::move(task));
    if (recipe.watch.limit > 0)
        for (EvaluationTask& task : m_tasks)
            task.limit = recipe.watch.limit;
}

std::optional<WatchedScores> SuiteWatch::measure(const SiameseModel& model, int64_t step)
{
    const auto start = std::chrono::steady_clock::now();
    WatchedScores scores;
    scores.step = step;
    try {
        if (m_base.empty())
            m_base = evaluateSuite(model, 0, Branch::Base);
        const Branch branch = step == 0 ? Branch::Base : m_branch.value_or(model.naturalBranch());
        scores.branch = name(branch);
        scores.results = step == 0 ? m_base : evaluateSuite(model, step, branch);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled && toStop())
            return std::nullopt; // the run itself says that it was stopped
        throw;
    }
    for (size_t task = 0; step > 0 && task < m_base.size(); ++task)
        for (Retention& retention : retentionOf(scores.results[task], m_base[task]))
            scores.retention.push_back(std::move(retention));
    scores.seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (m_session.callbacks.watched)
        m_session.callbacks.watched(scores);
    return scores;
}

std::vector<TaskResult> SuiteWatch::evaluateSuite(
    const SiameseModel& model, int64_t step, Branch branch) const
{
    EvaluationLog* const log = m_logOf ? m_logOf(model, step, branch) : nullptr;
    std::stop_source stop;
    const auto onProgress = [&](const EvaluationProgress& progress) {
        if (toStop())
            stop.request_stop();
        if (m_session.callbacks.watching)
            m_session.callbacks.watching(progress);
    };
    std::vector<TaskResult> results;
    for (const EvaluationTask& task : m_tasks)
        results.push_back(
            evaluate(task, model, *m_tokenizer, {branch}, {}, log, onProgress, stop.get_token())
                .at(branch));
    return results;
}

bool SuiteWatch::toStop() const
{
    return m_session.cancel.stop_requested() || (m_session.control && m_session.control->stopped());
}

} // namespace interweave
