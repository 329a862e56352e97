// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace interweave {

/// A chart's axis: where it begins and ends, and its ticks at multiples of 1, 2 or 5 times a power
/// of ten.
struct Axis {
    double low = 0.0;
    double high = 1.0;
    double step = 0.2; // between ticks

    std::vector<double> ticks() const;
    std::string text(double tick) const;
    /// Where a value lies between `start` (low) and `end` (high).
    double place(double value, double start, double end) const;
};

/// From low to high as they are.
Axis axisWithin(double low, double high, int intervals);
/// Widened to ticks at both ends.
Axis axisAround(double low, double high, int intervals);

/// For paths: at most one decimal.
std::string coordinate(double value);

} // namespace interweave
