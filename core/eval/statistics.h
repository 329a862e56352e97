// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace interweave {

/// 95 % confidence intervals. Deterministic: the bootstrap draws from its seed only.

/// Wilson's score interval of a proportion:
/// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96. Sound near 0 and 1, where ±1.96·σ
/// is not. No trials: value 0 and the interval [0, 1]. Source: Wilson, JASA 22 (1927).
Estimate wilsonInterval(int64_t successes, int64_t trials);

/// A figure of the rows with these indices, at least one; an index may occur several times.
using Statistic = std::function<double(std::span<const int64_t> rows)>;

/// Expanded percentile bootstrap: the figure of all `rows` rows, and quantiles (linear
/// interpolation) of the figure over `samples` draws of as many rows with replacement. The 2.5 %
/// quantile alone is too near for few rows, as σ/√n with 1.96 is; the level taken instead is
/// Φ(−√(n/(n−1))·t), t the 97.5 % quantile of Student's t with n − 1 degrees of freedom: 2.4 % of
/// 300 rows, 1.9 % of 30. No rows: all zero. Source: Efron & Tibshirani, An Introduction to the
/// Bootstrap, 1993, ch. 13; Hesterberg, The American Statistician 69 (2015) 371.
Estimate bootstrapInterval(
    int64_t rows, const Statistic& statistic, uint64_t seed, int64_t samples = 2000);

/// A figure of several tasks' rows: of each task the indices drawn.
using TasksStatistic = std::function<double(std::span<const std::vector<int64_t>> drawn)>;

/// The same where each task's rows are drawn by themselves; the level is that of the task with the
/// fewest. Every task has at least one row.
Estimate bootstrapOverTasks(std::span<const int64_t> rowsOfTasks, const TasksStatistic& statistic,
    uint64_t seed, int64_t samples = 2000);

/// The difference of two figures on the same rows (second − first), resampled together, so that
/// rows which are hard for both cancel. An interval that holds 0 means: not told apart by this
/// data.
Estimate pairedBootstrapDifference(int64_t rows, const Statistic& first, const Statistic& second,
    uint64_t seed, int64_t samples = 2000);

/// A figure of the base and of what came after it.
struct EstimatePair {
    Estimate before;
    Estimate after;
};

/// Mean of after − before over the pairs, at least one, with an interval recovered from theirs:
/// with x, l, u of each estimate, lower = mean − √(Σ (after.x − after.l)² + (before.u − before.x)²)
/// ÷ n, upper likewise (MOVER; of one pair of Wilson intervals: Newcombe's). It takes the two for
/// independent; the same rows in both make it too wide, never too narrow, where rows hard for one
/// are hard for the other. Source: Zou & Donner, Statistics in Medicine 27 (2008) 1693.
Estimate meanDifference(std::span<const EstimatePair> pairs);

/// The same of single figures, at least one, that are independent: of changes of several tasks.
Estimate meanOfEstimates(std::span<const Estimate> figures);

/// −x, from −high to −low.
Estimate negated(const Estimate& estimate);

} // namespace interweave
