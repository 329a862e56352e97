// SPDX-License-Identifier: Apache-2.0
#include "core/report/scores.h"

#include "core/report/figure_text.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace interweave {

namespace {

/// Later is greater.
std::tuple<int64_t, const std::string&> age(const StoredEvaluation& evaluation)
{
    return {evaluation.step.value_or(std::numeric_limits<int64_t>::max()), evaluation.created};
}

std::string modelOf(const StoredEvaluation& evaluation, const RunView& run)
{
    const ResultOrigin& origin = evaluation.origin;
    const std::string& path = origin.model.empty() ? run.summary().model : origin.model;
    if (!origin.modelHash.empty())
        return origin.modelHash;
    return path == run.summary().model ? run.modelKey() : path;
}

/// Finds the task of this result, or adds it with a place for each voice.
ScoredTask& taskOf(
    Scores& scores, const TaskResult& result, const std::string& model, size_t voices)
{
    for (ScoredTask& task : scores.tasks)
        if (task.task == result.task && task.file == result.file && task.rows == result.score.rows
            && task.model == model)
            return task;
    scores.tasks.push_back({result.task, result.task, result.file, result.score.rows, model,
        std::vector<const StoredEvaluation*>(voices, nullptr)});
    return scores.tasks.back();
}

void takeLater(const StoredEvaluation*& kept, const StoredEvaluation& evaluation)
{
    if (!kept || age(*kept) <= age(evaluation))
        kept = &evaluation;
}

/// The newest result of each task and branch of a run, whatever its rows.
std::vector<const StoredEvaluation*> finalResults(const RunRecord& record)
{
    std::vector<const StoredEvaluation*> finals;
    for (const StoredEvaluation& evaluation : record.evaluations) {
        if (!evaluation.finished || evaluation.result.branch == "base")
            continue;
        const auto same = std::ranges::find_if(finals, [&](const StoredEvaluation* other) {
            return other->result.task == evaluation.result.task
                && other->result.file == evaluation.result.file
                && other->result.branch == evaluation.result.branch;
        });
        if (same == finals.end())
            finals.push_back(&evaluation);
        else
            takeLater(*same, evaluation);
    }
    return finals;
}

std::vector<Voice> voicesOf(const std::vector<RunView>& runs)
{
    const bool plainRuns
        = std::ranges::any_of(runs, [](const RunView& run) { return !run.siamese; });
    std::vector<Voice> voices{{"base", "base", false, -1, "base"}};
    for (size_t r = 0; r < runs.size(); ++r) {
        const RunView& run = runs[r];
        const std::vector<const StoredEvaluation*> finals = finalResults(*run.record);
        for (const char* branch : {"tuned", "interwoven"}) {
            if (std::ranges::none_of(
                    finals, [&](const auto* result) { return result->result.branch == branch; }))
                continue;
            Voice voice{run.voice(branch), run.colour, false, static_cast<int>(r), branch};
            if (!run.siamese && branch == run.ownBranch())
                voice.label = run.label;
            if (run.siamese && branch != run.ownBranch()) {
                voice.pale = plainRuns || run.colour != "interwoven";
                if (run.colour == "interwoven")
                    voice.colour = "tuned";
            }
            if (runs.size() == 1)
                voice.label = branch;
            voices.push_back(std::move(voice));
        }
    }
    return voices;
}

void addBases(Scores& scores, const std::vector<RunView>& runs)
{
    for (const RunView& run : runs)
        for (const StoredEvaluation& evaluation : run.record->evaluations) {
            const TaskResult& result = evaluation.result;
            if (evaluation.finished && result.branch == "base")
                for (ScoredTask& task : scores.tasks)
                    if (task.task == result.task && task.file == result.file
                        && task.rows == result.score.rows && task.model == modelOf(evaluation, run))
                        takeLater(task.results.front(), evaluation);
        }
}

/// Tasks that only the base did.
void addLoneBases(Scores& scores, const std::vector<RunView>& runs)
{
    for (const RunView& run : runs)
        for (const StoredEvaluation& evaluation : run.record->evaluations) {
            if (!evaluation.finished || evaluation.result.branch != "base")
                continue;
            const bool known = std::ranges::any_of(scores.tasks, [&](const ScoredTask& task) {
                return task.task == evaluation.result.task && task.file == evaluation.result.file;
            });
            if (!known)
                taskOf(scores, evaluation.result, modelOf(evaluation, run), scores.voices.size());
        }
}

void nameApart(std::vector<ScoredTask>& tasks)
{
    const auto distinct = [&](const ScoredTask& task, auto member) {
        return std::ranges::any_of(tasks, [&](const ScoredTask& other) {
            return other.task == task.task && other.*member != task.*member;
        });
    };
    for (ScoredTask& task : tasks) {
        if (distinct(task, &ScoredTask::file))
            task.label += ", " + shortPath(task.file);
        if (distinct(task, &ScoredTask::rows))
            task.label += ", " + counted(static_cast<size_t>(task.rows), "row");
        if (distinct(task, &ScoredTask::model))
            task.label += ", " + shortPath(task.model);
    }
}

} // namespace

std::optional<size_t> Scores::ownVoice(const std::vector<RunView>& runs, size_t run) const
{
    for (size_t v = 0; v < voices.size(); ++v)
        if (voices[v].run == static_cast<int>(run) && voices[v].branch == runs[run].ownBranch())
            return v;
    return {};
}

Scores scoresOf(const std::vector<RunView>& runs)
{
    Scores scores;
    scores.voices = voicesOf(runs);
    for (size_t r = 0; r < runs.size(); ++r)
        for (const StoredEvaluation* result : finalResults(*runs[r].record)) {
            ScoredTask& task
                = taskOf(scores, result->result, modelOf(*result, runs[r]), scores.voices.size());
            for (size_t v = 0; v < scores.voices.size(); ++v)
                if (scores.voices[v].run == static_cast<int>(r)
                    && scores.voices[v].branch == result->result.branch)
                    task.results[v] = result;
        }
    addLoneBases(scores, runs);
    addBases(scores, runs);
    nameApart(scores.tasks);
    return scores;
}

void keepSuite(std::vector<RunRecord>& runs, const std::string& suite)
{
    const auto isOther
        = [&](const StoredEvaluation& evaluation) { return evaluation.result.suite != suite; };
    for (RunRecord& run : runs)
        if (!suite.empty()) {
            std::erase_if(run.evaluations, isOther);
            std::erase_if(run.blends, isOther);
        }
}

const MetricResult* findMetric(const std::vector<MetricResult>& metrics, const std::string& name)
{
    const auto found = std::ranges::find(metrics, name, &MetricResult::metric);
    return found == metrics.end() ? nullptr : &*found;
}

const MetricResult* mainMetric(const StoredEvaluation* evaluation)
{
    return evaluation && !evaluation->result.score.metrics.empty()
        ? &evaluation->result.score.metrics.front()
        : nullptr;
}

std::string mainMetricName(const ScoredTask& task)
{
    for (const StoredEvaluation* result : task.results)
        if (const MetricResult* metric = mainMetric(result))
            return metric->metric;
    return {};
}

const MetricResult* metricOf(const StoredEvaluation* evaluation, const std::string& name)
{
    return evaluation ? findMetric(evaluation->result.score.metrics, name) : nullptr;
}

} // namespace interweave
