// SPDX-License-Identifier: Apache-2.0
#include "core/report/seeds.h"

#include "core/eval/metric.h"
#include "core/eval/retention.h"
#include "core/report/figure_text.h"
#include "core/report/forgetting.h"

#include <algorithm>
#include <array>
#include <functional>

namespace interweave {

namespace {

constexpr const char* kSeed = "train.seed";

bool isForeign(const std::string& key) // to what is learned
{
    constexpr std::array keys{"name", kSeed, "train.threads", "eval.suite", "eval.every"};
    return std::ranges::find(keys, key) != keys.end();
}

std::vector<RecipeSetting> withoutSeed(const RunView& run)
{
    std::vector<RecipeSetting> settings = run.recipe;
    std::erase_if(settings, [](const RecipeSetting& one) { return isForeign(one.key); });
    std::ranges::sort(settings, {}, &RecipeSetting::key);
    return settings;
}

/// What the names begin with, without a dangling "-seed-2" of all of them.
std::string commonName(const std::vector<RunView>& runs, const std::vector<size_t>& members)
{
    std::string name = runs[members.front()].label;
    for (const size_t member : members) {
        const auto end = std::ranges::mismatch(name, runs[member].label).in1;
        name.erase(end, name.end());
    }
    for (const std::string_view ending : {"-", "_", " ", "seed", "s", "-", "_", " "})
        if (name.size() > ending.size() && name.ends_with(ending)
            && name.size() < runs[members.front()].label.size())
            name.resize(name.size() - ending.size());
    return name.empty() ? runs[members.front()].label : name;
}

const StoredEvaluation* resultOf(
    const Scores& scores, const std::vector<RunView>& runs, size_t run, const ScoredTask& task)
{
    const std::optional<size_t> voice = scores.ownVoice(runs, run);
    return voice ? task.results[*voice] : nullptr;
}

/// Of each row its share in the main figure; empty where the rows are not there.
std::vector<double> rowShares(const StoredEvaluation* evaluation)
{
    const MetricResult* const metric = mainMetric(evaluation);
    if (!metric || evaluation->result.score.rows < 2 || !hasRows(evaluation->result, *metric))
        return {};
    const bool weighted = isCrossEntropy(metric->metric); // by the texts' tokens
    if (!metric->rows.empty() && !weighted)
        return metric->rows;
    return pseudoValues(evaluation->result.score.rows, statisticOf(evaluation->result, *metric));
}

size_t memberOfSeed(
    const std::vector<RunView>& runs, const SeedGroup& group, const std::string& seed)
{
    const auto found = std::ranges::find_if(
        group.runs, [&](size_t run) { return runs[run].setting(kSeed) == seed; });
    return found == group.runs.end() ? runs.size() : *found;
}

} // namespace

std::vector<SeedGroup> seedGroups(const std::vector<RunView>& runs)
{
    std::vector<SeedGroup> groups;
    for (size_t r = 0; r < runs.size(); ++r) {
        const auto same = std::ranges::find_if(groups, [&](const SeedGroup& group) {
            const RunView& other = runs[group.runs.front()];
            return other.modelKey() == runs[r].modelKey()
                && withoutSeed(other) == withoutSeed(runs[r]);
        });
        if (same == groups.end())
            groups.push_back({{}, runs[r].colour, {r}});
        else if (const size_t twin = memberOfSeed(runs, *same, runs[r].setting(kSeed));
                 twin < runs.size())
            std::ranges::replace(same->runs, twin, r);
        else
            same->runs.push_back(r);
    }
    std::erase_if(groups, [](const SeedGroup& group) { return group.runs.size() < 2; });
    for (SeedGroup& group : groups)
        group.label = commonName(runs, group.runs);
    return groups;
}

std::optional<SeedSpread> spreadOf(const Scores& scores, const std::vector<RunView>& runs,
    const SeedGroup& group, const ScoredTask& task)
{
    const std::string metric = mainMetricName(task);
    std::vector<double> figures;
    for (const size_t run : group.runs) {
        const MetricResult* const figure = metricOf(resultOf(scores, runs, run, task), metric);
        if (!figure)
            return {};
        figures.push_back(figure->estimate.value);
    }
    return overSeeds(figures);
}

std::optional<FigureComparison> compareSeeds(const Scores& scores, const std::vector<RunView>& runs,
    const SeedGroup& first, const SeedGroup& second, const ScoredTask& task)
{
    const std::string metric = mainMetricName(task);
    std::vector<std::vector<double>> differences;
    for (const size_t run : first.runs) {
        const size_t partner = memberOfSeed(runs, second, runs[run].setting(kSeed));
        if (partner == runs.size())
            continue;
        const StoredEvaluation* const before = resultOf(scores, runs, run, task);
        const StoredEvaluation* const now = resultOf(scores, runs, partner, task);
        std::vector<double> rows = rowShares(now);
        const std::vector<double> others = rowShares(before);
        if (rows.empty() || rows.size() != others.size()
            || mainMetric(before)->metric != mainMetric(now)->metric)
            return {};
        std::ranges::transform(rows, others, rows.begin(), std::minus());
        differences.push_back(std::move(rows));
    }
    if (differences.size() < 2)
        return {};
    const MetricScale scale = scaleOf(metric);
    return FigureComparison{first.label, second.label, task.label, metric,
        overSeedsAndRows(differences), scale.factor, scale.factor == 100.0 ? "points" : scale.unit,
        scale.lowerIsBetter, task.rows, static_cast<int64_t>(differences.size())};
}

} // namespace interweave
