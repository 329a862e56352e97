// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"

#include <vector>

namespace interweave::ui {

/// What the tokens of an answer can be coloured by.
enum class Measure {
    BaseShare, // mean of the gate: 1 is base, 0 is tuned
    KlBase, // KL(base ‖ interwoven), nats
    KlTuned, // KL(tuned ‖ interwoven), nats
    Entropy, // of the interwoven distribution, nats
    LogitShare, // base's share of the token's exact logit split
};

/// The share of the base memory in a token's logit b + t: s = ½ + ½·(b − t) / (|b| + |t|).
/// For two positive parts that is b / (b + t). Where the signs differ, the memory that speaks for
/// the token has all of it (b > 0 > t: 1); where both speak against it, the weaker objection has
/// more. ½ where nobody speaks.
double logitShare(double fromBase, double fromTuned);

double measured(const TokenTrace& token, Measure measure);
/// Of the tokens where it is finite; NaN where there is none.
double meanOf(const std::vector<TokenTrace>& tokens, Measure measure);

/// The exact addends of a token's logit.
struct LogitSplit {
    double base = 0.0;
    double tuned = 0.0;
    double rest = 0.0;

    double total() const { return base + tuned + rest; }
    bool sameSign() const { return base * tuned >= 0.0; }
    /// At least one percent of what the memories say.
    bool restMatters() const;
};
LogitSplit logitSplit(const TokenTrace& token);

/// Where a value lies on its measure's colour scale.
struct MeasureScale {
    double low = 0.0;
    double high = 1.0;
    bool diverging = false; // around the middle, tuned to base; else from the surface to one colour

    /// In [0, 1]; NaN of NaN.
    double place(double value) const;
};

bool isShare(Measure measure);

/// Shares go from 0 to 1; stretched, as far to either side of 0.5 as the farthest token of the
/// answer lies, 0.005 at least, so that what is near 0.5 is told apart and blue is base still. The
/// others go from 0 to the 95th percentile of the answer, so that a
/// single surprising token does not pale all others; from 0 to 1 where all are 0.
MeasureScale scaleOf(
    const std::vector<TokenTrace>& tokens, Measure measure, bool stretched = false);

/// The mean of each value and its neighbours, `window` of them (odd), fewer at the ends.
std::vector<double> movingMean(const std::vector<double>& values, size_t window);

/// Linear between the two nearest ranks; `share` in [0, 1]. Those not finite are left out; NaN
/// where nothing is left.
double percentile(std::vector<double> values, double share);

} // namespace interweave::ui
