// SPDX-License-Identifier: Apache-2.0
#include "core/api/forgetting_view.h"

#include "core/api/guarded.h"
#include "core/api/run_library.h"
#include "core/eval/metric.h"
#include "core/eval/retention.h"
#include "core/eval/statistics.h"
#include "core/report/figure_text.h"
#include "core/report/flips.h"
#include "core/report/forgetting.h"
#include "core/report/paper_figures.h"
#include "core/report/scores.h"
#include "core/report/transfer.h"

#include <algorithm>
#include <utility>

namespace interweave {

namespace {

std::vector<std::string> suitesOf(const std::vector<RunRecord>& runs)
{
    std::vector<std::string> suites;
    for (const RunRecord& run : runs)
        for (const StoredEvaluation& evaluation : run.evaluations) {
            const std::string& suite = evaluation.result.suite;
            if (!suite.empty() && std::ranges::find(suites, suite) == suites.end())
                suites.push_back(suite);
        }
    return suites;
}

std::vector<ForgettingVoice> voicesOf(const Scores& scores, const std::vector<RunView>& runs)
{
    std::vector<ForgettingVoice> voices;
    for (const Voice& voice : scores.voices) {
        const RunView* run = voice.run < 0 ? nullptr : &runs[static_cast<size_t>(voice.run)];
        voices.push_back({voice.label, run ? run->summary().id : std::string(), voice.branch,
            run && voice.branch == run->ownBranch()});
    }
    return voices;
}

ForgettingTask taskOf(const ScoredTask& scored)
{
    ForgettingTask task;
    task.label = scored.label;
    task.metric = mainMetricName(scored);
    task.lowerIsBetter = scaleOf(task.metric).lowerIsBetter;
    task.percent = scaleOf(task.metric).isShare();
    task.rows = scored.rows;
    for (const StoredEvaluation* result : scored.results) {
        const MetricResult* figure = metricOf(result, task.metric);
        task.scores.push_back(figure ? std::optional(figure->estimate) : std::nullopt);
    }
    task.kept.resize(task.scores.size());
    const std::optional<Estimate>& base = task.scores.front();
    if (task.percent && canBeKept(task.metric) && base && base->value > 0.0)
        for (size_t v = 0; v < task.scores.size(); ++v)
            if (task.scores[v])
                task.kept[v] = task.scores[v]->value / base->value;
    return task;
}

std::optional<Estimate> meanOfAny(const std::vector<Estimate>& figures)
{
    return figures.empty() ? std::nullopt : std::optional(meanOfEstimates(figures));
}

RunOutcome outcomeOf(const RunView& run, const RunForgetting& forgetting)
{
    RunOutcome outcome;
    outcome.run = run.summary().id;
    outcome.label = run.label;
    outcome.siamese = run.siamese;
    std::vector<Estimate> gains, falls, rises;
    double deepest = 0.0;
    for (const TaskChange& change : forgetting.changes) {
        const Estimate& difference = change.retention.change;
        const bool share = scaleOf(change.retention.metric).isShare();
        if (isTextCrossEntropy(change.retention.metric))
            rises.push_back(difference);
        if (share && change.verdict == Verdict::Learned)
            gains.push_back(difference);
        else if (share)
            falls.push_back(negated(difference));
        if (share && difference.value < deepest) {
            deepest = difference.value;
            outcome.worst = outcome.changes.size();
        }
        outcome.changes.push_back({change.task, change.retention, name(change.verdict)});
    }
    outcome.targetGain = meanOfAny(gains);
    outcome.averageForgetting = meanOfAny(falls);
    outcome.meanKept = forgetting.meanKept;
    outcome.crossEntropyRise = meanOfAny(rises);
    return outcome;
}

void addTransfer(RunOutcome& outcome, std::optional<SequenceTransfer> transfer)
{
    if (!transfer)
        return;
    outcome.sequence = std::move(transfer->tasks);
    outcome.backwardTransfer = transfer->backward;
    outcome.forwardTransfer = transfer->forward;
}

bool learned(const RunForgetting& forgetting, size_t task)
{
    const TaskChange* change = forgetting.find(task);
    return change && change->verdict == Verdict::Learned;
}

/// What may be said of two runs, task by task.
void addClaims(ForgettingView& view, const Scores& scores, const std::vector<RunView>& runs,
    const std::vector<RunForgetting>& forgetting, size_t first, size_t second)
{
    const std::optional<size_t> before = scores.ownVoice(runs, first);
    const std::optional<size_t> now = scores.ownVoice(runs, second);
    for (size_t t = 0; before && now && t < scores.tasks.size(); ++t) {
        const ScoredTask& task = scores.tasks[t];
        const auto change = pairedChange(task.results[*before], task.results[*now]);
        if (!change)
            continue;
        ForgettingClaim claim{t, second, first, change->change};
        claim.certain = verdictOf(*change) != Verdict::Kept;
        claim.target = learned(forgetting[first], t) || learned(forgetting[second], t);
        if ((change->change.value < 0.0) != view.tasks[t].lowerIsBetter) {
            std::swap(claim.better, claim.worse);
            claim.change = negated(claim.change);
        }
        view.claims.push_back(claim);
    }
}

} // namespace

ForgettingView forgettingViewOf(std::vector<RunRecord> records, const std::string& suite)
{
    ForgettingView view;
    view.suites = suitesOf(records);
    keepSuite(records, suite);
    const std::vector<RunView> runs = viewsOf(records);
    const Scores scores = scoresOf(runs);
    const std::vector<RunForgetting> forgetting = forgettingOf(scores, runs);
    view.voices = voicesOf(scores, runs);
    for (const ScoredTask& task : scores.tasks)
        view.tasks.push_back(taskOf(task));
    for (size_t r = 0; r < runs.size(); ++r) {
        view.outcomes.push_back(outcomeOf(runs[r], forgetting[r]));
        addTransfer(view.outcomes.back(), sequenceTransfer(scores, runs, r));
    }

    const auto plain = std::ranges::find(runs, false, &RunView::siamese);
    const size_t reference = plain == runs.end() ? 0 : static_cast<size_t>(plain - runs.begin());
    for (size_t r = 0; r < runs.size(); ++r)
        if (r != reference)
            addClaims(view, scores, runs, forgetting, reference, r);
    for (RowFlips& flips : flipsOf(scores, runs))
        view.flips.push_back(std::make_shared<const RowFlips>(std::move(flips)));
    view.paper = paperMarksOf(scores, runs);
    return view;
}

ForgettingView RunLibrary::forgetting(
    const std::vector<std::string>& wanted, const std::string& suite) const
{
    return guarded([&] { return forgettingViewOf(recordsWithBases(wanted), suite); });
}

} // namespace interweave
