// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/scores.h"

#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// What a sequence of T trainings, each from the adapter that the one before it left, did to tasks
/// that are shares of 1: R[i][j] is the figure of task j after training i, b[j] that of the base,
/// and task i the one that training i learned (Verdict::Learned), of several the one that gained
/// most.
///
///   backward = 1/(T−1) · Σ_{j<T−1} R[T−1][j] − R[j][j]; below 0: forgetting
///   forward  = 1/(T−1) · Σ_{0<j} R[j−1][j] − b[j]
///
/// The changes are paired by rows, the intervals of their means recovered from theirs
/// (meanOfEstimates). Source: Lopez-Paz & Ranzato, Gradient Episodic Memory, 2017,
/// arXiv 1706.08840, Eqs. 3 and 4.
struct SequenceTransfer {
    std::vector<std::string> tasks; // labels, in the order in which they were learned
    Estimate backward;
    Estimate forward;
};

/// Of the sequence that ends with this run. Absent where the run is the first of one; where one of
/// the sequence is not among the runs, learned no new task, or was not measured on the rows of each
/// of its tasks, as the base has to be.
std::optional<SequenceTransfer> sequenceTransfer(
    const Scores& scores, const std::vector<RunView>& runs, size_t run);

} // namespace interweave
