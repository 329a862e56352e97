// SPDX-License-Identifier: Apache-2.0
#include "core/report/study.h"

#include "core/eval/metric.h"
#include "core/eval/pareto.h"
#include "core/eval/seed_statistics.h"
#include "core/report/figure_text.h"
#include "core/report/scores.h"
#include "core/report/study_comparisons.h"
#include "core/support/error.h"

#include <algorithm>
#include <utility>

namespace interweave {

namespace {

class StudyMaker {
public:
    StudyMaker(std::span<const RunRecord> runs, const std::string& title)
        : m_entrants(runs)
        , m_comparisons(m_entrants)
    {
        std::ranges::stable_partition(
            m_entrants.all, [](const Entrant& one) { return one.blend.kind == Blend::Kind::None; });
        m_study.title = title;
    }

    Study make()
    {
        nameTasks();
        for (const Entrant& entrant : m_entrants.all)
            m_study.points.push_back(pointOf(entrant));
        for (size_t i = 0; i < m_study.points.size(); ++i)
            if (m_study.points[i].siamese && m_study.points[i].blend.kind == Blend::Kind::None)
                judge(i);
        return std::move(m_study);
    }

private:
    using Term = Comparisons::Term;

    /// The base's main figure of a task; null where it was not measured.
    const MetricResult* baseMetric(const std::string& task) const
    {
        const auto found = m_entrants.base.find(task);
        return found == m_entrants.base.end() ? nullptr : mainMetric(found->second);
    }

    /// Of the tasks where more is better, the one in which the first variant gained most.
    std::string trainedTask() const
    {
        std::string trained;
        double most = 0.0;
        for (const std::string& task : m_entrants.tasks) {
            const MetricResult* base = baseMetric(task);
            if (!base || scaleOf(base->metric).lowerIsBetter)
                continue;
            double gain = 0.0; // over all seeds
            for (const auto& [seed, results] : m_entrants.all.front().results)
                if (const auto found = results.find(task); found != results.end())
                    gain += mainMetric(found->second)->estimate.value - base->estimate.value;
            if (trained.empty() || gain > most) {
                trained = task;
                most = gain;
            }
        }
        return trained;
    }

    void nameTasks()
    {
        m_study.targetTask = m_entrants.all.empty() ? std::string() : trainedTask();
        for (const std::string& task : m_entrants.tasks) {
            const MetricResult* metric = baseMetric(task);
            if (!metric)
                continue;
            if (task == m_study.targetTask) {
                m_study.targetMetric = metric->metric;
                m_study.targetRows = m_entrants.base.at(task)->result.score.rows;
                m_study.base = metric->estimate;
                continue;
            }
            m_others.push_back(task);
            m_areTexts.push_back(isTextCrossEntropy(metric->metric));
            m_study.otherTasks.push_back(task + ", " + metric->metric);
            m_study.otherBases.push_back(metric->estimate);
        }
        if (m_study.targetTask.empty())
            throw Error(ErrorCode::InvalidArgument, m_study.title,
                "has no results of the base to compare with: was it measured on a suite?");
    }

    /// What the trained task's figure can be.
    Estimate within(Estimate estimate) const
    {
        const double least = isMatthews(m_study.targetMetric) ? -1.0 : 0.0;
        estimate.low = std::max(estimate.low, least);
        estimate.high = std::min(estimate.high, 1.0);
        return estimate;
    }

    /// Σ weight · rise over the text tasks.
    std::optional<Estimate> rise(std::vector<Term> terms)
    {
        double weights = 0.0;
        for (const Term& term : terms)
            weights += term.weight;
        terms.push_back({nullptr, -weights});
        return m_comparisons.meanOfSums(textTasks(), terms);
    }

    /// Against the base; that of a share no further than it can be.
    std::optional<Estimate> change(const Entrant& entrant, const std::string& task)
    {
        auto change = m_comparisons.sum(task, {{&entrant, 1.0}, {nullptr, -1.0}});
        const MetricResult* base = baseMetric(task);
        if (change && base && scaleOf(base->metric).isShare()) {
            const double least = isMatthews(base->metric) ? -1.0 : 0.0;
            change->low = std::max(change->low, least - base->estimate.value);
            change->high = std::min(change->high, 1.0 - base->estimate.value);
        }
        return change;
    }

    StudyPoint pointOf(const Entrant& entrant)
    {
        StudyPoint point;
        point.variant = entrant.variant;
        point.blend = entrant.blend;
        point.siamese = entrant.siamese;
        std::vector<double> figures;
        for (const auto& [seed, results] : entrant.results)
            if (const auto found = results.find(m_study.targetTask); found != results.end())
                figures.push_back(mainMetric(found->second)->estimate.value);
        const SeedSpread spread = overSeeds(figures);
        point.seeds = spread.seeds;
        point.deviation = spread.deviation;
        point.target
            = within(m_comparisons.sum(m_study.targetTask, {{&entrant, 1.0}}).value_or(Estimate()));
        point.gain = change(entrant, m_study.targetTask).value_or(Estimate());
        point.rise = rise({{&entrant, 1.0}});
        for (const std::string& task : m_others)
            point.changes.push_back(change(entrant, task));
        return point;
    }

    /// first − second.
    std::optional<Estimate> targetDifference(size_t first, size_t second)
    {
        return m_comparisons.sum(
            m_study.targetTask, {{&m_entrants.all[first], 1.0}, {&m_entrants.all[second], -1.0}});
    }
    std::optional<Estimate> riseDifference(size_t first, size_t second, double share = 1.0)
    {
        return rise({{&m_entrants.all[first], 1.0}, {&m_entrants.all[second], -share}});
    }

    void judge(size_t point)
    {
        addRival(point);
        std::vector<std::pair<std::string, Blend::Kind>> ways;
        for (size_t i = 0; i < m_study.points.size(); ++i) {
            const StudyPoint& other = m_study.points[i];
            if (other.siamese)
                continue;
            const std::pair way{other.variant, other.blend.kind};
            if (other.blend.kind == Blend::Kind::None)
                addDuel(point, i);
            else if (std::ranges::find(ways, way) == ways.end())
                ways.push_back(way);
        }
        for (const auto& [variant, kind] : ways)
            m_study.verdicts.push_back(verdictOf(point, variant, kind));
    }

    std::optional<StudyDuel> duelOf(size_t point, size_t rival)
    {
        const auto target = targetDifference(point, rival);
        if (!target)
            return std::nullopt;
        return StudyDuel{
            point, rival, *target, riseDifference(point, rival), riseDifference(point, rival, 0.5)};
    }

    void addDuel(size_t point, size_t rival)
    {
        if (const auto duel = duelOf(point, rival))
            m_study.duels.push_back(*duel);
    }

    void addRival(size_t point)
    {
        std::optional<size_t> best;
        for (size_t i = 0; i < m_study.points.size(); ++i) {
            const StudyPoint& other = m_study.points[i];
            if (other.siamese || !other.rise)
                continue;
            const auto target = targetDifference(point, i);
            const bool learnsLess = !target || target->low > 0.0;
            if (!learnsLess && (!best || other.rise->value < m_study.points[*best].rise->value))
                best = i;
        }
        if (best)
            m_study.rivals.push_back(*duelOf(point, *best));
    }

    std::vector<std::string> textTasks() const
    {
        std::vector<std::string> texts;
        for (size_t i = 0; i < m_others.size(); ++i)
            if (m_areTexts[i])
                texts.push_back(m_others[i]);
        return texts;
    }

    /// The gain on the trained task, and of each text 2·base − now: over the base's the share of
    /// its cross-entropy that is left after the rise.
    TradeOffRows tradeOffRows(const Entrant& entrant)
    {
        TradeOffRows rows{
            m_comparisons.meanRows(m_study.targetTask, {{&entrant, 1.0}, {nullptr, -1.0}}), {}};
        for (const std::string& text : textTasks())
            rows.kept.push_back(m_comparisons.meanRows(text, {{&entrant, -1.0}, {nullptr, 2.0}}));
        return rows;
    }

    /// The area that a point adds to a way's.
    std::optional<Estimate> addedArea(size_t point, const std::string& variant, Blend::Kind kind)
    {
        FrontRows way;
        for (size_t i = 0; i < m_study.points.size(); ++i)
            if (m_study.points[i].variant == variant && m_study.points[i].blend.kind == kind)
                way.points.push_back(tradeOffRows(m_entrants.all[i]));
        for (const std::string& text : textTasks()) // an entrant gives the base its seeds
            way.base.push_back(
                m_comparisons.meanRows(text, {{&m_entrants.all[point], 0.0}, {nullptr, 1.0}}));
        const TradeOffRows own = tradeOffRows(m_entrants.all[point]);
        const auto isWhole = [&](const TradeOffRows& rows) {
            return !rows.gained.empty()
                && std::ranges::none_of(rows.kept, &std::vector<double>::empty);
        };
        if (way.base.empty() || !isWhole(own) || !std::ranges::all_of(way.points, isWhole))
            return std::nullopt;
        FrontRows both = way;
        both.points.push_back(own);
        return hypervolumeDifference(way, both, kStudySeed);
    }

    StudyVerdict verdictOf(size_t point, const std::string& variant, Blend::Kind kind)
    {
        StudyVerdict verdict{point, variant, kind, StudyVerdict::Outcome::Outside, {},
            addedArea(point, variant, kind)};
        for (size_t i = 0; i < m_study.points.size(); ++i) {
            const StudyPoint& other = m_study.points[i];
            if (other.variant != variant || other.blend.kind != kind)
                continue;
            const auto target = targetDifference(point, i);
            const auto rise = riseDifference(point, i);
            if (!target || !rise)
                continue;
            const bool learnsMore = target->low > 0.0;
            const bool forgetsLess = rise->high < 0.0;
            const bool dominated = (target->high < 0.0 && rise->value >= 0.0)
                || (rise->low > 0.0 && target->value <= 0.0);
            if (learnsMore || forgetsLess)
                continue;
            if (verdict.outcome != StudyVerdict::Outcome::Dominated)
                verdict.nearest = i;
            verdict.outcome = dominated || verdict.outcome == StudyVerdict::Outcome::Dominated
                ? StudyVerdict::Outcome::Dominated
                : StudyVerdict::Outcome::Open;
        }
        return verdict;
    }

    Entrants m_entrants;
    Comparisons m_comparisons;
    Study m_study;
    std::vector<std::string> m_others; // tasks but the target
    std::vector<bool> m_areTexts; // of each of them
};

} // namespace

std::string StudyPoint::label() const
{
    return blend.kind == Blend::Kind::None ? variant : variant + ", " + interweave::label(blend);
}

Study studyOf(std::span<const RunRecord> runs, const std::string& title)
{
    return StudyMaker(runs, title).make();
}

} // namespace interweave
