// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/statistics.h"

#include <cstdint>
#include <span>
#include <vector>

namespace interweave {

/// What several seeds of the same recipe say together.

/// A figure over seeds: its mean with a 95 % interval for the mean of all seeds, and its spread.
struct SeedSpread {
    Estimate mean;
    double deviation = 0.0; // √(Σ (x − mean)² ÷ (n − 1)); 0 of one seed
    int64_t seeds = 0;
};

/// mean ± t·deviation/√n with n − 1 degrees of freedom. One seed tells nothing of others: its
/// interval is from −∞ to ∞. No seed: all zero. Says what another seed would give on these very
/// rows. Source: Student, Biometrika 6 (1908).
SeedSpread overSeeds(std::span<const double> figures);

/// The mean over seeds and rows, with a 95 % interval that holds for other seeds and other rows.
/// scores[seed][row]: the same rows under every seed, at least two of each; differences of two
/// methods seed by seed and row by row give the interval of their difference. Seeds, rows and what
/// is left are random effects. With the mean squares M_s, M_r and M_e of the two-way table the mean
/// errs by its seeds with variance (M_s − M_e) ÷ S·R, none where that is negative, and by its rows
/// with M_r ÷ S·R; each half-width has Student's t with S − 1 and R − 1 degrees of freedom, and the
/// two add as squares (as in meanDifference). Throws Error{InvalidArgument} for fewer than two or
/// rows of unequal number. Source: Searle, Casella & McCulloch, Variance Components (1992), ch. 4,
/// for the variances; Zou & Donner (statistics.h) for their sum.
Estimate overSeedsAndRows(std::span<const std::vector<double>> scores);

/// Each row's share in a figure θ of the whole set: n·θ − (n−1)·θ without the row, all moved alike
/// so that their mean is θ itself and not the jackknife's correction of it. Of a mean they are the
/// rows' scores; they let overSeedsAndRows take F1 or a correlation. Takes n + 1 evaluations of the
/// statistic. At least two rows. Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
/// ch. 11.
std::vector<double> pseudoValues(int64_t rows, const Statistic& statistic);

} // namespace interweave
