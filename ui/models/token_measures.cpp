// SPDX-License-Identifier: Apache-2.0
#include "ui/models/token_measures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interweave::ui {

namespace {

constexpr double kScaleTop = 0.95; // percentile that gets the full colour
constexpr double kLeastReach = 0.005; // of a stretched share's scale
constexpr double kRestMatters = 0.01; // of |base| + |tuned|
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> valuesOf(const std::vector<TokenTrace>& tokens, Measure measure)
{
    std::vector<double> values;
    values.reserve(tokens.size());
    for (const TokenTrace& token : tokens)
        values.push_back(measured(token, measure));
    return values;
}

} // namespace

double logitShare(double fromBase, double fromTuned)
{
    const double said = std::abs(fromBase) + std::abs(fromTuned);
    return said == 0.0 ? 0.5 : 0.5 + 0.5 * (fromBase - fromTuned) / said;
}

double measured(const TokenTrace& token, Measure measure)
{
    switch (measure) {
    case Measure::BaseShare: return token.gateMean;
    case Measure::KlBase: return token.klBase;
    case Measure::KlTuned: return token.klTuned;
    case Measure::Entropy: return token.entropy;
    case Measure::LogitShare: return logitShare(token.logitFromBase, token.logitFromTuned);
    }
    return kNothing;
}

double meanOf(const std::vector<TokenTrace>& tokens, Measure measure)
{
    double sum = 0.0;
    int64_t count = 0;
    for (const double value : valuesOf(tokens, measure))
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    return count == 0 ? kNothing : sum / static_cast<double>(count);
}

bool LogitSplit::restMatters() const
{
    return std::abs(rest) >= kRestMatters * (std::abs(base) + std::abs(tuned)) && rest != 0.0;
}

LogitSplit logitSplit(const TokenTrace& token)
{
    return {token.logitFromBase, token.logitFromTuned, token.logitRest};
}

double MeasureScale::place(double value) const
{
    return std::isnan(value) ? value : std::clamp((value - low) / (high - low), 0.0, 1.0);
}

bool isShare(Measure measure)
{
    return measure == Measure::BaseShare || measure == Measure::LogitShare;
}

MeasureScale scaleOf(const std::vector<TokenTrace>& tokens, Measure measure, bool stretched)
{
    if (isShare(measure)) {
        if (!stretched)
            return {0.0, 1.0, true};
        double reach = kLeastReach;
        for (const double value : valuesOf(tokens, measure))
            if (std::isfinite(value))
                reach = std::max(reach, std::abs(value - 0.5));
        reach = std::min(reach, 0.5);
        return {0.5 - reach, 0.5 + reach, true};
    }
    const double top = percentile(valuesOf(tokens, measure), kScaleTop);
    return {0.0, top > 0.0 ? top : 1.0, false};
}

std::vector<double> movingMean(const std::vector<double>& values, size_t window)
{
    std::vector<double> sums{0.0}; // of all before
    for (const double value : values)
        sums.push_back(sums.back() + value);
    const size_t half = window / 2;
    std::vector<double> means;
    means.reserve(values.size());
    for (size_t i = 0; i < values.size(); ++i) {
        const size_t from = i > half ? i - half : 0;
        const size_t to = std::min(i + half + 1, values.size());
        means.push_back((sums[to] - sums[from]) / static_cast<double>(to - from));
    }
    return means;
}

double percentile(std::vector<double> values, double share)
{
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return kNothing;
    std::sort(values.begin(), values.end());
    const double rank = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<size_t>(rank);
    const size_t above = std::min(below + 1, values.size() - 1);
    return std::lerp(values[below], values[above], rank - std::floor(rank));
}

} // namespace interweave::ui
