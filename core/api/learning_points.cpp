// SPDX-License-Identifier: Apache-2.0
#include "core/api/learning_points.h"

#include "core/api/guarded.h"
#include "core/api/run_library.h"
#include "core/eval/metric.h"
#include "core/eval/pareto.h"
#include "core/eval/statistics.h"
#include "core/report/figure_text.h"
#include "core/report/scores.h"

#include <algorithm>
#include <map>
#include <utility>

namespace interweave {

namespace {

bool hasOwnResult(const RunView& run)
{
    return std::ranges::any_of(run.record->evaluations, [&](const StoredEvaluation& evaluation) {
        return evaluation.finished && evaluation.result.branch == run.ownBranch();
    });
}

/// The tasks that a run is placed by, against its base's scores.
class RunPlace {
public:
    /// own: index of the run's branch in the scores' voices.
    RunPlace(const Scores& scores, size_t own)
    {
        for (const ScoredTask& task : scores.tasks) {
            const MetricResult* base = mainMetric(task.base());
            const MetricResult* now = base ? metricOf(task.results[own], base->metric) : nullptr;
            if (!now || !(isTextCrossEntropy(base->metric) || scaleOf(base->metric).isShare()))
                continue;
            const bool rose = now->estimate.low > base->estimate.high;
            m_tasks.push_back({&task, base, now, rose});
        }
    }

    LearningFigures ofRun() const
    {
        return figures([](const Task& task) { return task.own; });
    }

    /// The curve of one kind, of the steps that did all the tasks.
    LearningCurve curve(Blend::Kind kind, const RunRecord& record) const
    {
        std::map<double, std::map<const ScoredTask*, const MetricResult*>> steps;
        for (const StoredEvaluation& evaluation : record.blends) { // oldest first
            const Blend& blend = evaluation.origin.blend;
            if (!evaluation.finished || blend.kind != kind)
                continue;
            for (const Task& task : m_tasks)
                if (isOf(evaluation.result, *task.scored))
                    if (const auto* metric = metricOf(&evaluation, task.base->metric))
                        steps[blend.tuned][task.scored] = metric;
        }
        LearningCurve curve{kind, {}};
        for (const auto& [tuned, results] : steps)
            if (results.size() == m_tasks.size())
                curve.steps.push_back({tuned,
                    figures([&results](const Task& task) { return results.at(task.scored); })});
        return curve;
    }

private:
    struct Task {
        const ScoredTask* scored;
        const MetricResult* base;
        const MetricResult* own;
        bool rose;
    };

    static bool isOf(const TaskResult& result, const ScoredTask& task)
    {
        return result.task == task.task && result.file == task.file
            && result.score.rows == task.rows;
    }

    template <typename NowOf>
    LearningFigures figures(NowOf&& nowOf) const
    {
        std::vector<EstimatePair> risen;
        std::vector<EstimatePair> others;
        double rise = 0.0;
        int texts = 0;
        for (const Task& task : m_tasks) {
            const Estimate& now = nowOf(task)->estimate;
            if (isTextCrossEntropy(task.base->metric)) {
                rise += now.value - task.base->estimate.value;
                ++texts;
            } else {
                (task.rose ? risen : others).push_back({task.base->estimate, now});
            }
        }
        LearningFigures result;
        if (!risen.empty() || !others.empty())
            result.learned = risen.empty() ? Estimate() : meanDifference(risen);
        if (!others.empty())
            result.forgotten = negated(meanDifference(others));
        if (texts > 0)
            result.rise = rise / texts;
        return result;
    }

    std::vector<Task> m_tasks;
};

} // namespace

std::vector<LearningPoint> learningPointsOf(
    std::vector<RunRecord> records, const std::string& suite)
{
    const std::vector<RunView> runs = viewsOf(records);
    std::vector<bool> measured;
    for (const RunView& run : runs)
        measured.push_back(hasOwnResult(run));
    keepSuite(records, suite);
    const Scores scores = scoresOf(runs);
    std::vector<LearningPoint> points;
    for (size_t r = 0; r < runs.size(); ++r) {
        const RunView& run = runs[r];
        const RunSummary& summary = run.summary();
        LearningPoint point{summary.id, run.label, run.modelKey(), run.setting("eval.suite"),
            run.siamese, !summary.adapterFolder.empty() || !summary.modelFolder.empty(),
            measured[r], {}, {}};
        if (const std::optional<size_t> own = scores.ownVoice(runs, r)) {
            const RunPlace place(scores, *own);
            point.figures = place.ofRun();
            for (const Blend::Kind kind : {Blend::Kind::AdapterScale, Blend::Kind::LogitMix})
                if (LearningCurve curve = place.curve(kind, records[r]); !curve.steps.empty())
                    point.curves.push_back(std::move(curve));
        }
        points.push_back(std::move(point));
    }
    return points;
}

std::vector<size_t> learningFront(
    std::span<const LearningFigures> figures, ForgettingMeasure measure)
{
    std::vector<size_t> placed;
    std::vector<TradeOff> points;
    for (size_t i = 0; i < figures.size(); ++i) {
        const LearningFigures& one = figures[i];
        const bool byText = measure == ForgettingMeasure::TextRise;
        if (!one.learned || (byText ? !one.rise : !one.forgotten))
            continue;
        placed.push_back(i);
        points.push_back({one.learned->value, byText ? -*one.rise : -one.forgotten->value});
    }
    std::vector<size_t> front;
    for (const size_t point : paretoFront(points))
        front.push_back(placed[point]);
    return front;
}

std::vector<LearningPoint> RunLibrary::learningPoints(const std::string& suite) const
{
    return guarded([&] {
        std::vector<RunRecord> records;
        for (StoredRun& run : list()) {
            RunRecord record;
            record.evaluations = evaluations(run.summary.id);
            record.blends = blends(run.summary.id);
            record.run = std::move(run);
            records.push_back(std::move(record));
        }
        return learningPointsOf(std::move(records), suite);
    });
}

} // namespace interweave
