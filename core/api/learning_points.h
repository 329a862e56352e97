// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/blend.h"
#include "core/api/run_record.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interweave {

/// Where something stands between learning and forgetting, from stored scores alone. Shares of 1,
/// but for the rise.
struct LearningFigures {
    std::optional<Estimate> learned; // mean change of the tasks that rose; 0 where none did
    std::optional<Estimate> forgotten; // mean fall of all others; below 0: they gained; absent
                                       // where there are none
    std::optional<double> rise; // mean rise of the texts' cross-entropy, nats
};

/// A plain run's adapter on the way from the base to itself (Blend), by its strength.
struct LearningCurve {
    struct Step {
        double tuned = 0.0; // Blend::tuned
        LearningFigures figures;
    };
    Blend::Kind kind = Blend::Kind::AdapterScale;
    std::vector<Step> steps;
};

/// A run among all runs.
struct LearningPoint {
    std::string run; // id
    std::string label;
    std::string model; // equal for runs of the same base model
    std::string suite; // file that its recipe names; empty: none
    bool siamese = false;
    bool trained = false; // has weights that can be evaluated
    bool measured = false; // has a finished evaluation of its own branch

    /// Absent without a base to compare with. A task rose where its interval lies above the base's
    /// whole interval: without the rows there is no paired one, so small gains are not seen.
    /// Intervals as meanDifference says.
    LearningFigures figures;
    /// By the tasks that the run itself is placed by, and what rose is what rose for the run.
    std::vector<LearningCurve> curves;
};

/// `runs`: rows, series and samples are not needed. A base kept with one run serves all of its
/// model. suite: what was measured as a part of this one only; empty: all.
std::vector<LearningPoint> learningPointsOf(
    std::vector<RunRecord> runs, const std::string& suite = {});

/// What forgetting is measured by.
enum class ForgettingMeasure { Points, TextRise };

/// Indices of those that no other dominates: learns at least as much and forgets no more, and one
/// of the two strictly; from the least learned to the most. Those without the measure are left out.
std::vector<size_t> learningFront(
    std::span<const LearningFigures> figures, ForgettingMeasure measure);

} // namespace interweave
