// SPDX-License-Identifier: Apache-2.0
#include "core/report/study.h"

#include "core/api/recipe_settings.h"
#include "core/eval/metric.h"
#include "core/eval/retention.h"
#include "core/eval/seed_statistics.h"
#include "core/report/figure_text.h"
#include "core/report/scores.h"
#include "core/support/error.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace interweave {

namespace {

constexpr const char* kVariantTag = "variant:";

/// A variant, or its adapter at a strength.
struct Entrant {
    std::string variant;
    Blend blend;
    bool siamese = false;
    /// By seed and task: the newest finished result.
    std::map<std::string, std::map<std::string, const StoredEvaluation*>> results;
};

std::string variantOf(const RunRecord& record)
{
    for (const std::string& tag : record.run.tags)
        if (tag.starts_with(kVariantTag))
            return tag.substr(std::string(kVariantTag).size());
    throw Error(ErrorCode::InvalidArgument, record.run.summary.name, "is no run of a sweep");
}

/// Every entrant of the runs, and what the base did.
class Entrants {
public:
    explicit Entrants(std::span<const RunRecord> runs)
    {
        for (const RunRecord& record : runs)
            take(record);
    }

    std::vector<Entrant> all; // the variants in their order, then blends
    std::map<std::string, const StoredEvaluation*> base; // by task
    std::vector<std::string> tasks; // in the order in which they were measured

private:
    void take(const RunRecord& record)
    {
        const auto settings = recipeSettings(record.run.summary.recipe);
        const bool siamese = settingOf(settings, "method.siamese") == "true";
        const std::string seed = settingOf(settings, "train.seed");
        const std::string variant = variantOf(record);
        for (const StoredEvaluation& evaluation : record.evaluations) {
            if (evaluation.step || !isFigure(evaluation))
                continue; // watched while it trained
            const std::string& branch = evaluation.result.branch;
            if (branch == "base")
                base[evaluation.result.task] = &evaluation;
            else if (branch == (siamese ? "interwoven" : "tuned"))
                put(entrant(variant, {}, siamese), seed, evaluation);
        }
        for (const StoredEvaluation& evaluation : record.blends)
            if (isFigure(evaluation))
                put(entrant(variant, evaluation.origin.blend, siamese), seed, evaluation);
    }

    static bool isFigure(const StoredEvaluation& evaluation)
    {
        return evaluation.finished && mainMetric(&evaluation);
    }

    void put(Entrant& entrant, const std::string& seed, const StoredEvaluation& evaluation)
    {
        entrant.results[seed][evaluation.result.task] = &evaluation;
        if (std::ranges::find(tasks, evaluation.result.task) == tasks.end())
            tasks.push_back(evaluation.result.task);
    }

    Entrant& entrant(const std::string& variant, const Blend& blend, bool siamese)
    {
        const auto found = std::ranges::find_if(
            all, [&](const Entrant& one) { return one.variant == variant && one.blend == blend; });
        if (found != all.end())
            return *found;
        return all.emplace_back(Entrant{variant, blend, siamese, {}});
    }
};

/// Figures and differences of entrants, from the rows of their results.
class Comparisons {
public:
    explicit Comparisons(const Entrants& entrants)
        : m_entrants(entrants)
    {
    }

    /// Σ weight · entrant's figure of a task, in the mean over the seeds that all of them have; a
    /// null entrant is the base. Absent where they have no seed together.
    struct Term {
        const Entrant* entrant = nullptr;
        double weight = 1.0;
    };
    std::optional<Estimate> sum(const std::string& task, const std::vector<Term>& terms)
    {
        return estimateOf(rowsOf(task, terms));
    }

    /// The mean of the sums over several tasks, which the same seeds move together: all rows in one
    /// table, each around its task's mean and weighed so that every task counts the same.
    std::optional<Estimate> meanOfSums(
        const std::vector<std::string>& tasks, const std::vector<Term>& terms)
    {
        std::vector<SeedRows> parts;
        for (const std::string& task : tasks)
            if (SeedRows rows = rowsOf(task, terms); !rows.empty())
                parts.push_back(std::move(rows));
        const auto inAll = [&](const auto& seed) {
            return std::ranges::all_of(
                parts, [&](const SeedRows& part) { return part.contains(seed.first); });
        };
        double mean = 0.0;
        double rows = 0.0;
        for (SeedRows& part : parts) {
            std::erase_if(part, [&](const auto& seed) { return !inAll(seed); });
            if (part.empty())
                return std::nullopt;
            mean += meanOfRows(part) / static_cast<double>(parts.size());
            rows += static_cast<double>(part.begin()->second.size());
        }
        SeedRows joined;
        for (const SeedRows& part : parts) {
            const double centre = meanOfRows(part);
            const double weight
                = rows / static_cast<double>(parts.size() * part.begin()->second.size());
            for (const auto& [seed, values] : part)
                for (const double value : values)
                    joined[seed].push_back(mean + weight * (value - centre));
        }
        return estimateOf(joined);
    }

private:
    using SeedRows = std::map<std::string, std::vector<double>>; // each seed's rows

    SeedRows rowsOf(const std::string& task, const std::vector<Term>& terms)
    {
        SeedRows scores;
        for (const auto& [seed, tasks] : terms.front().entrant->results) {
            std::vector<double> rows;
            for (const Term& term : terms)
                if (!addTo(rows, term, seed, task)) {
                    rows.clear();
                    break;
                }
            if (!rows.empty())
                scores[seed] = std::move(rows);
        }
        return scores;
    }

    static double meanOfRows(const SeedRows& scores)
    {
        double sum = 0.0;
        double count = 0.0;
        for (const auto& [seed, rows] : scores) {
            sum += std::accumulate(rows.begin(), rows.end(), 0.0);
            count += static_cast<double>(rows.size());
        }
        return sum / count;
    }

    static std::optional<Estimate> estimateOf(const SeedRows& scores)
    {
        if (scores.empty())
            return std::nullopt;
        std::vector<std::vector<double>> table; // [seed][row]
        for (const auto& [seed, rows] : scores)
            table.push_back(rows);
        if (table.size() > 1)
            return overSeedsAndRows(table);
        return bootstrapInterval(
            static_cast<int64_t>(table.front().size()), meanOf(table.front()), 2024);
    }

    bool addTo(std::vector<double>& rows, const Term& term, const std::string& seed,
        const std::string& task)
    {
        const StoredEvaluation* evaluation = resultOf(term.entrant, seed, task);
        if (!evaluation || !mainMetric(evaluation))
            return false;
        const std::vector<double>& values = valuesOf(*evaluation);
        if (rows.empty())
            rows.resize(values.size());
        if (values.size() != rows.size() || values.size() < 2)
            return false; // not the same rows
        for (size_t i = 0; i < rows.size(); ++i)
            rows[i] += term.weight * values[i];
        return true;
    }

    const StoredEvaluation* resultOf(
        const Entrant* entrant, const std::string& seed, const std::string& task) const
    {
        const auto& results = entrant ? entrant->results.at(seed) : m_entrants.base;
        const auto found = results.find(task);
        return found == results.end() ? nullptr : found->second;
    }

    const std::vector<double>& valuesOf(const StoredEvaluation& evaluation)
    {
        const auto known = m_values.find(&evaluation);
        if (known != m_values.end())
            return known->second;
        const MetricResult& metric = *mainMetric(&evaluation);
        return m_values
            .emplace(&evaluation,
                pseudoValues(evaluation.result.score.rows, statisticOf(evaluation.result, metric)))
            .first->second;
    }

    const Entrants& m_entrants;
    std::map<const StoredEvaluation*, std::vector<double>> m_values;
};

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
            m_areTexts.push_back(metric->metric == "cross_entropy");
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
        const double least = m_study.targetMetric.starts_with("MCC") ? -1.0 : 0.0;
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
        std::vector<std::string> texts;
        for (size_t i = 0; i < m_others.size(); ++i)
            if (m_areTexts[i])
                texts.push_back(m_others[i]);
        return m_comparisons.meanOfSums(texts, terms);
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
        point.gain = m_comparisons.sum(m_study.targetTask, {{&entrant, 1.0}, {nullptr, -1.0}})
                         .value_or(Estimate());
        point.rise = rise({{&entrant, 1.0}});
        for (const std::string& task : m_others)
            point.changes.push_back(m_comparisons.sum(task, {{&entrant, 1.0}, {nullptr, -1.0}}));
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

    void addDuel(size_t point, size_t rival)
    {
        const auto target = targetDifference(point, rival);
        if (target)
            m_study.duels.push_back({point, rival, *target, riseDifference(point, rival),
                riseDifference(point, rival, 0.5)});
    }

    StudyVerdict verdictOf(size_t point, const std::string& variant, Blend::Kind kind)
    {
        StudyVerdict verdict{point, variant, kind, StudyVerdict::Outcome::Outside, {}};
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
