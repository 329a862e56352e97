// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_judge.h"

#include "core/support/error.h"
#include "core/train/recipe.h"

#include <cmath>

namespace interweave {

namespace {

bool lessIsBetter(const std::string& metric)
{
    return metric == "loss" || metric == "cross_entropy" || metric == "perplexity";
}

/// "task" or "task/metric".
struct FigureName {
    explicit FigureName(const std::string& text)
        : task(text.substr(0, text.find('/')))
        , metric(text.find('/') == std::string::npos ? "" : text.substr(text.find('/') + 1))
    {
    }
    bool names(const std::string& someTask, const std::string& someMetric) const
    {
        return task == someTask && (metric.empty() || metric == someMetric);
    }
    std::string task;
    std::string metric; // empty: the task's first
};

[[noreturn]] void refuseFigure(const std::string& key, const std::string& name)
{
    throw Error(ErrorCode::InvalidArgument, key,
        "is '" + name
            + "', which the evaluation does not measure; expected was the name of a "
              "task of eval.suite, or task/metric");
}

const MetricResult& figureNamed(const WatchedScores& scores, const std::string& text)
{
    const FigureName name(text);
    for (const TaskResult& task : scores.results)
        for (const MetricResult& metric : task.score.metrics)
            if (name.names(task.task, metric.metric))
                return metric;
    refuseFigure("eval.score", text);
}

} // namespace

RunJudge::RunJudge(const Recipe& recipe)
    : m_recipe(recipe)
{
}

RunJudge::Verdict RunJudge::judge(
    int64_t step, const WatchedScores* scores, std::optional<double> heldOutLoss)
{
    Verdict verdict;
    const WatchSettings& watch = m_recipe.watch;
    if (step <= m_state.judgedStep) {
        verdict.stop = m_state.stopped;
        return verdict;
    }
    if (step == 0) { // the base: nothing was learned, nothing forgotten
        m_state.withinStep = 0;
        return verdict;
    }
    m_state.judgedStep = step;
    if (watch.score == "loss") {
        if (heldOutLoss)
            judgeFigure(step, *heldOutLoss, true, verdict);
    } else if (!watch.score.empty() && scores) {
        const MetricResult& figure = figureNamed(*scores, watch.score);
        judgeFigure(step, figure.estimate.value, lessIsBetter(figure.metric), verdict);
    }
    if (m_recipe.budget.isSet() && scores)
        judgeBudget(step, *scores, verdict);
    m_state.stopped = verdict.stop;
    return verdict;
}

void RunJudge::judgeFigure(int64_t step, double value, bool lessIsBetter, Verdict& verdict)
{
    verdict.isBest = std::isfinite(value)
        && (!m_state.best || (lessIsBetter ? value < *m_state.best : value > *m_state.best));
    if (verdict.isBest) {
        m_state.best = value;
        m_state.bestStep = step;
        m_state.withoutGain = 0;
        return;
    }
    ++m_state.withoutGain;
    const int64_t most = m_recipe.watch.stopAfter;
    if (most > 0 && m_state.withoutGain >= most) {
        verdict.stop = true;
        verdict.reason = "stopped early at step " + std::to_string(step) + ": "
            + m_recipe.watch.score + " is " + std::to_string(value) + ", the best was "
            + std::to_string(m_state.best.value_or(NAN)) + " at step "
            + std::to_string(m_state.bestStep) + ", " + std::to_string(m_state.withoutGain)
            + " evaluations ago";
    }
}

void RunJudge::judgeBudget(int64_t step, const WatchedScores& scores, Verdict& verdict)
{
    const BudgetSettings& budget = m_recipe.budget;
    const std::string text = budget.text.empty() ? budget.task : kBudgetTask;
    const FigureName name(text);
    for (const Retention& figure : scores.retention) {
        if (!name.names(figure.task, figure.metric))
            continue;
        const bool less = lessIsBetter(figure.metric);
        const double worse = less ? figure.change.value : -figure.change.value;
        if (worse <= budget.allowed) {
            m_state.withinStep = step;
            return;
        }
        m_state.budgetBroken = true;
        verdict.stop = verdict.stop || budget.action != "warn";
        verdict.reason = "the forgetting budget is broken at step " + std::to_string(step) + ": "
            + figure.metric + " of " + text + (less ? " rose by " : " fell by ")
            + std::to_string(worse) + ", allowed was " + std::to_string(budget.allowed);
        return;
    }
    refuseFigure("budget.task", text);
}

std::optional<int64_t> RunJudge::endsWith() const
{
    if (m_state.budgetBroken && m_recipe.budget.action == "roll_back" && m_state.withinStep >= 0)
        return m_state.withinStep;
    if (m_recipe.watch.endWithBest && m_state.bestStep >= 0)
        return m_state.bestStep;
    return std::nullopt;
}

} // namespace interweave
