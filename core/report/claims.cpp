// SPDX-License-Identifier: Apache-2.0
#include "core/report/claims.h"

#include "core/eval/claim.h"
#include "core/eval/mcnemar.h"
#include "core/report/figure_text.h"
#include "core/report/forgetting.h"
#include "core/report/seeds.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr double kWanted = 0.02; // a difference worth telling: 2 points, or 0.02 nats

/// Of rows that are right or wrong; absent for others.
std::optional<double> mcnemarOf(const MetricResult* first, const MetricResult* second)
{
    if (!first || !second || !isRightOrWrong(*first) || !isRightOrWrong(*second)
        || first->rows.size() != second->rows.size())
        return {};
    return mcnemarTest(first->rows, second->rows).exact;
}

/// The first run's recipe with other seeds: nothing is claimed of one seed against another.
std::vector<size_t> otherSeeds(const std::vector<RunView>& runs)
{
    for (const SeedGroup& group : seedGroups(runs))
        if (group.runs.front() == 0)
            return group.runs;
    return {};
}

} // namespace

std::vector<std::string> claimsOf(const Scores& scores, const std::vector<RunView>& runs)
{
    std::vector<std::string> claims;
    const std::vector<size_t> sameRecipe = otherSeeds(runs);
    for (size_t r = 1; r < runs.size(); ++r) {
        if (std::ranges::find(sameRecipe, r) != sameRecipe.end())
            continue;
        const std::optional<size_t> before = scores.ownVoice(runs, 0);
        const std::optional<size_t> now = scores.ownVoice(runs, r);
        for (size_t t = 0; before && now && t < scores.tasks.size(); ++t) {
            const ScoredTask& task = scores.tasks[t];
            const StoredEvaluation* const first = task.results[*before];
            const StoredEvaluation* const second = task.results[*now];
            const std::optional<Retention> change = pairedChange(first, second);
            if (!change)
                continue;
            const MetricScale scale = scaleOf(change->metric);
            const FigureComparison comparison{runs[0].label, runs[r].label, task.label,
                change->metric, change->change, scale.factor,
                scale.factor == 100.0 ? "points" : scale.unit, scale.lowerIsBetter, task.rows, 1,
                mcnemarOf(metricOf(first, change->metric), metricOf(second, change->metric))};
            std::string claim = claimOf(comparison);
            if (const std::string warning = sampleSizeWarning(comparison, kWanted);
                !warning.empty())
                claim += " " + warning;
            claims.push_back(std::move(claim));
        }
    }
    return claims;
}

} // namespace interweave
