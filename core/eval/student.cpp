// SPDX-License-Identifier: Apache-2.0
#include "core/eval/student.h"

#include <cmath>
#include <numbers>

namespace interweave {

namespace {

/// The continued fraction of I_x(a, b), by Lentz's method; converges fast for x < (a+1)/(a+b+2).
double betaFraction(double a, double b, double x)
{
    constexpr double tiny = 1e-300;
    const auto away = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1.0;
    double d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    double fraction = d;
    for (int m = 1; m <= 10'000; ++m) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1.0) < 1e-15)
            break;
    }
    return fraction;
}

/// I_x(a, b), the regularised incomplete beta function.
double regularisedBeta(double a, double b, double x)
{
    if (x <= 0.0 || x >= 1.0)
        return x <= 0.0 ? 0.0 : 1.0;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b)
        + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1.0) / (a + b + 2.0))
        return front * betaFraction(a, b, x) / a;
    return 1.0 - front * betaFraction(b, a, 1.0 - x) / b;
}

} // namespace

double normalShareBelow(double x)
{
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double studentQuantile(double freedom)
{
    if (!(freedom < 1e7)) // from here on equal to the normal one in seven digits
        return kNormalQuantile;
    const auto beyond = [freedom](double t) {
        return regularisedBeta(freedom / 2.0, 0.5, freedom / (freedom + t * t));
    };
    double low = kNormalQuantile;
    double high = 2.0 * low;
    while (beyond(high) > 0.05 && high < 1e300)
        high *= 2.0;
    while (high - low > 1e-13 * high) {
        const double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high)
            break;
        (beyond(middle) > 0.05 ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

} // namespace interweave
