// SPDX-License-Identifier: Apache-2.0
#include "core/report/axis.h"

#include "core/support/number_text.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

constexpr double kTolerance = 1e-9; // of a step: what rounding may add

double roundStep(double span, int intervals)
{
    const double rough = span / intervals;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * (1.0 + kTolerance))
            return factor * power;
    return 10.0 * power;
}

bool isUsable(double low, double high)
{
    return std::isfinite(low) && std::isfinite(high) && std::isfinite(high - low)
        && high - low > 1e-12 * std::max(std::abs(low), std::abs(high));
}

} // namespace

std::vector<double> Axis::ticks() const
{
    std::vector<double> values;
    const double first = std::ceil(low / step - kTolerance);
    const double last = std::floor(high / step + kTolerance);
    for (double i = first; i <= last && values.size() < 100; ++i)
        values.push_back(i * step);
    return values;
}

std::string Axis::text(double tick) const
{
    if (std::abs(tick) < step * kTolerance)
        return "0";
    const double magnitude = std::floor(std::log10(step) + kTolerance);
    std::string text;
    if (magnitude < -4 || std::abs(tick) >= 1e9) {
        text = formatNumber(tick);
        if (const size_t zeros = text.find(".00e"); zeros != std::string::npos)
            text.erase(zeros, 3);
    } else if (step >= 1.0) {
        text = formatCount(std::llround(tick));
    } else {
        const double digit = step / std::pow(10.0, magnitude);
        const bool quarter = std::abs(digit - std::round(digit)) > kTolerance; // a step like 0.25
        text = formatFixed(tick, static_cast<int>(-magnitude) + (quarter ? 1 : 0));
    }
    return text.starts_with('-') ? "−" + text.substr(1) : text;
}

double Axis::place(double value, double start, double end) const
{
    return start + (value - low) / (high - low) * (end - start);
}

Axis axisWithin(double low, double high, int intervals)
{
    if (!isUsable(low, high)) {
        const double middle = std::isfinite(low) ? low : 0.0;
        const double reach = middle == 0.0 ? 0.5 : std::abs(middle) * 0.5;
        return {middle - reach, middle + reach, roundStep(2.0 * reach, intervals)};
    }
    return {low, high, roundStep(high - low, intervals)};
}

Axis axisAround(double low, double high, int intervals)
{
    Axis axis = axisWithin(low, high, intervals);
    axis.low = std::floor(axis.low / axis.step + kTolerance) * axis.step;
    axis.high = std::ceil(axis.high / axis.step - kTolerance) * axis.step;
    return axis;
}

std::string coordinate(double value)
{
    std::string text = formatFixed(value, 1);
    if (text.ends_with(".0"))
        text.erase(text.size() - 2);
    return text == "-0" ? "0" : text;
}

} // namespace interweave
