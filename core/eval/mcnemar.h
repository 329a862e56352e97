// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace interweave {

/// McNemar's test of two proportions on the same rows.
struct McNemar {
    int64_t onlyFirst = 0; // rows that the first has right and the second wrong
    int64_t onlySecond = 0;
    double exact = 1.0; // two-sided p
    double midP = 1.0;
};

/// Under the hypothesis that both are equally good, X = onlyFirst is binomial with n = onlyFirst +
/// onlySecond and ½. With k = min(onlyFirst, onlySecond): exact = min(1, 2·P(X ≤ k)), which errs at
/// most as often as it says; midP = 2·P(X ≤ k) − P(X = k), but 1 − ½·P(X = k) where both counts
/// are equal, which errs about as often as it says. No such row: both are 1. Source: McNemar,
/// Psychometrika 12 (1947); Fagerland, Lydersen & Laake, BMC Medical Research Methodology 13:91
/// (2013).
McNemar mcnemarTest(int64_t onlyFirst, int64_t onlySecond);

/// Of rows that are 1 (right) or 0, as many in both. Throws Error{InvalidArgument} for other
/// values or unequal numbers.
McNemar mcnemarTest(std::span<const double> first, std::span<const double> second);

} // namespace interweave
