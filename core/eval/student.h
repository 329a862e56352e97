// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace interweave {

/// The 97.5 % quantile of the standard normal distribution: of two-sided 95 % intervals.
inline constexpr double kNormalQuantile = 1.959963984540054;

/// Φ(x), the standard normal distribution's share below x.
double normalShareBelow(double x);

/// The 97.5 % quantile of Student's t distribution with `freedom` > 0 degrees of freedom, which
/// need not be whole; +∞ gives the normal distribution's. Found by bisection on
/// P(|T| > t) = I_{ν/(ν+t²)}(ν/2, ½) to a relative 1e-13. Source: Abramowitz & Stegun, Handbook of
/// Mathematical Functions, 26.7.1 and 26.5.8 (I as a continued fraction).
double studentQuantile(double freedom);

} // namespace interweave
