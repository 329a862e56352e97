// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace interweave {

/// Learning against keeping, both better when higher: a share of 1 gained on what was trained, and
/// the share of the base's figure that the other tasks kept.
struct TradeOff {
    double gained = 0.0;
    double kept = 0.0;

    bool operator==(const TradeOff&) const = default;
};

/// Nothing learned, nothing kept: what hypervolumes are measured from unless another is given. It
/// does not depend on the points, so that volumes of different fronts may be compared.
inline constexpr TradeOff kNothing{0.0, 0.0};

/// Indices of the points that no other dominates (is at least as good in both and better in one),
/// in the order of `gained`, equal ones in theirs. Source: Pareto efficiency, as in Deb,
/// Multi-Objective Optimization using Evolutionary Algorithms (2001), ch. 2.
std::vector<size_t> paretoFront(std::span<const TradeOff> points);

/// The area between the reference and the front: of all that some point dominates and that
/// dominates the reference. A point that is not above it in both adds nothing. Source: Zitzler &
/// Thiele, IEEE Transactions on Evolutionary Computation 3 (1999).
double hypervolume(std::span<const TradeOff> points, const TradeOff& reference = kNothing);

/// One point by its rows: the differences run − base of the task that was learned, and, for each of
/// the others, the scores of the run.
struct TradeOffRows {
    std::vector<double> gained;
    std::vector<std::vector<double>> kept;
};

/// Scores of several settings on the same rows; `base`: the base's on the tasks of `kept`, which
/// must be above 0 in the mean.
struct FrontRows {
    std::vector<TradeOffRows> points;
    std::vector<std::vector<double>> base;
};

/// A point of the rows: gained is the mean of its differences, kept the mean over the other tasks
/// of run ÷ base.
TradeOff tradeOffOf(const FrontRows& front, size_t point);

/// The hypervolume with a percentile bootstrap interval: each task's rows are drawn anew, the same
/// for all points. A front of figures with noise lies outside the true one, which the interval does
/// not take away: it grows with the number of points on either side alike. Throws
/// Error{InvalidArgument} where the points have not the same rows, or none.
Estimate hypervolumeInterval(const FrontRows& front, uint64_t seed,
    const TradeOff& reference = kNothing, int64_t samples = 2000);

/// Hypervolume of `second` − that of `first`, on the same rows, drawn together.
Estimate hypervolumeDifference(const FrontRows& first, const FrontRows& second, uint64_t seed,
    const TradeOff& reference = kNothing, int64_t samples = 2000);

} // namespace interweave
