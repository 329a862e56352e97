// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/claim.h"
#include "core/eval/seed_statistics.h"
#include "core/report/scores.h"

#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// Runs of one recipe and one base model that differ in their seeds alone.
struct SeedGroup {
    std::string label; // what their names begin with
    std::string colour; // the first run's
    std::vector<size_t> runs; // indices of the views, one for each seed
};

/// Groups of at least two seeds, in the order of their first runs. Settings that do not change what
/// is learned (names, paths of what is measured, threads) may differ; of two runs with the same
/// seed the later one counts.
std::vector<SeedGroup> seedGroups(const std::vector<RunView>& runs);

/// The main figure of a task over a group's seeds; absent where one of them was not measured.
std::optional<SeedSpread> spreadOf(const Scores& scores, const std::vector<RunView>& runs,
    const SeedGroup& group, const ScoredTask& task);

/// second − first in a task's main figure, seed by seed and row by row, with an interval for other
/// seeds and other rows (overSeedsAndRows; whole-set figures by their pseudo-values). Absent where
/// they share fewer than two seeds or have not the rows.
std::optional<FigureComparison> compareSeeds(const Scores& scores, const std::vector<RunView>& runs,
    const SeedGroup& first, const SeedGroup& second, const ScoredTask& task);

} // namespace interweave
