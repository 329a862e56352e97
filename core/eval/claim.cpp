// SPDX-License-Identifier: Apache-2.0
#include "core/eval/claim.h"

#include "core/eval/student.h"
#include "core/support/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interweave {

namespace {

/// z with Φ(z) = share, by bisection; share inside (0, 1).
double normalQuantile(double share)
{
    double low = -40.0;
    double high = 40.0;
    for (int i = 0; i < 100; ++i) {
        const double middle = 0.5 * (low + high);
        (normalShareBelow(middle) < share ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

int64_t rowsOf(double rows)
{
    constexpr double most = 1e15; // beyond it a count says no more than "too many"
    return static_cast<int64_t>(std::ceil(std::min(rows, most)));
}

std::string shown(const FigureComparison& comparison, double value)
{
    return formatNumber(value * comparison.factor);
}

std::string evidence(const FigureComparison& comparison, const Estimate& difference)
{
    std::string text = "95 % interval " + shown(comparison, difference.low) + " … "
        + shown(comparison, difference.high) + ", n = " + formatCount(comparison.rows);
    if (comparison.seeds > 1)
        text += " rows and " + std::to_string(comparison.seeds) + " seeds";
    if (comparison.pValue)
        text += ", McNemar's p = " + formatNumber(*comparison.pValue);
    return text;
}

} // namespace

bool isCertain(const Estimate& difference)
{
    return difference.low > 0.0 || difference.high < 0.0;
}

std::string claimOf(const FigureComparison& comparison)
{
    const Estimate& change = comparison.difference;
    if (!isCertain(change))
        return "On " + comparison.task + ", no difference in " + comparison.metric + " between "
            + comparison.first + " and " + comparison.second + " can be claimed: "
            + (change.value > 0.0 ? "+" : "") + shown(comparison, change.value) + " "
            + comparison.unit + " (" + evidence(comparison, change) + ").";
    const bool rose = change.value > 0.0;
    const bool better = rose != comparison.lowerIsBetter;
    const Estimate size = rose ? change : Estimate{-change.value, -change.high, -change.low};
    const bool higher = !comparison.lowerIsBetter;
    return "On " + comparison.task + ", " + (better ? comparison.second : comparison.first)
        + " is better than " + (better ? comparison.first : comparison.second) + ": "
        + comparison.metric + " " + shown(comparison, size.value) + " " + comparison.unit
        + (higher ? " higher (" : " lower (") + evidence(comparison, size) + ").";
}

double rowDeviation(const Estimate& difference, int64_t rows)
{
    return (difference.high - difference.low) / (2.0 * kNormalQuantile)
        * std::sqrt(static_cast<double>(rows));
}

int64_t rowsNeeded(double difference, double deviation, double power)
{
    const double root = (kNormalQuantile + normalQuantile(power)) * deviation / difference;
    return rowsOf(root * root);
}

int64_t pairedProportionRows(double difference, double discordant, double power)
{
    const double root = kNormalQuantile * std::sqrt(discordant)
        + normalQuantile(power) * std::sqrt(discordant - difference * difference);
    return rowsOf(root * root / (difference * difference));
}

double smallestDifference(int64_t rows, double deviation, double power)
{
    return rows > 0 ? (kNormalQuantile + normalQuantile(power)) * deviation
            / std::sqrt(static_cast<double>(rows))
                    : std::numeric_limits<double>::infinity();
}

std::string sampleSizeWarning(const FigureComparison& comparison, double wanted)
{
    const double deviation = rowDeviation(comparison.difference, comparison.rows);
    const double open = 3.0 / static_cast<double>(std::max<int64_t>(comparison.rows, 1));
    if (deviation == 0.0 && comparison.difference.value == 0.0 && comparison.factor == 100.0
        && open > wanted)
        return "No row differs: " + formatCount(comparison.rows) + " rows of " + comparison.task
            + " leave a difference of up to " + shown(comparison, open) + " " + comparison.unit
            + " open, " + formatCount(rowsOf(3.0 / wanted)) + " would leave "
            + shown(comparison, wanted) + ".";
    const int64_t needed = rowsNeeded(wanted, deviation);
    if (isCertain(comparison.difference) || !std::isfinite(deviation) || needed <= comparison.rows)
        return {};
    return "The sample is too small: " + formatCount(comparison.rows) + " rows of "
        + comparison.task + " show a difference of "
        + shown(comparison, smallestDifference(comparison.rows, deviation)) + " " + comparison.unit
        + " four times in five, one of " + shown(comparison, wanted) + " needs about "
        + formatCount(needed) + " rows.";
}

} // namespace interweave
