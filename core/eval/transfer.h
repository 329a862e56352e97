// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace interweave {

/// What learning one task does to others, of figures that are better when higher and lie on one
/// scale. Every mean has an interval recovered from those of its figures (meanDifference,
/// statistics.h).

/// What one run made of the base's figures.
struct RunTransfer {
    std::vector<Estimate> changes; // run − base, one for each task
    std::vector<std::optional<double>> kept; // run ÷ base; absent where the base has 0 or less
    Estimate targetGain; // change of the task that was learned
    std::optional<Estimate> averageForgetting; // mean of base − run over all others; below 0: gains
    std::optional<size_t> worst; // the other task that fell deepest; absent where none fell
};

/// run, base: one figure for each task; target: the task that the run learned. Throws
/// Error{InvalidArgument} where their numbers differ or `target` is none of the tasks.
RunTransfer transferOf(
    std::span<const Estimate> run, std::span<const Estimate> base, size_t target);

/// A sequence of T trainings, each from where the last one ended: R[i][j] is the figure of task j
/// after learning task i (i, j from 0), b[j] that of the base.
///
///   averageAccuracy  = 1/T · Σ_j R[T−1][j]
///   backward         = 1/(T−1) · Σ_{j<T−1} R[T−1][j] − R[j][j]; below 0: forgetting
///   forward          = 1/(T−1) · Σ_{0<j} R[j−1][j] − b[j]
///
/// The last two are absent for one task. Source: Lopez-Paz & Ranzato, Gradient Episodic Memory,
/// 2017, arXiv 1706.08840, Eqs. 2 to 4.
struct SequenceTransfer {
    Estimate averageAccuracy;
    std::optional<Estimate> backward;
    std::optional<Estimate> forward;
};

/// Throws Error{InvalidArgument} where R is not square or b has another number of tasks, or there
/// is none.
SequenceTransfer sequenceTransfer(
    std::span<const std::vector<Estimate>> figures, std::span<const Estimate> base);

} // namespace interweave
