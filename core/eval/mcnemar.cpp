// SPDX-License-Identifier: Apache-2.0
#include "core/eval/mcnemar.h"

#include "core/support/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace interweave {

McNemar mcnemarTest(int64_t onlyFirst, int64_t onlySecond)
{
    McNemar result{onlyFirst, onlySecond};
    const int64_t k = std::min(onlyFirst, onlySecond);
    const auto n = static_cast<double>(onlyFirst + onlySecond);
    if (onlyFirst + onlySecond == 0)
        return result;
    const auto least = static_cast<double>(k);
    const double point = std::exp(std::lgamma(n + 1.0) - std::lgamma(least + 1.0)
        - std::lgamma(n - least + 1.0) - n * std::numbers::ln2);
    double below = 0.0; // P(X ≤ k), from its largest term down
    double term = point;
    for (double i = least; i >= 0.0 && term > 0.0; i -= 1.0) {
        below += term;
        term *= i / (n - i + 1.0);
    }
    result.exact = std::min(1.0, 2.0 * below);
    result.midP = onlyFirst == onlySecond ? 1.0 - 0.5 * point : 2.0 * below - point;
    return result;
}

McNemar mcnemarTest(std::span<const double> first, std::span<const double> second)
{
    if (first.size() != second.size())
        throw Error(ErrorCode::InvalidArgument, "McNemar's test",
            std::to_string(first.size()) + " rows cannot be paired with "
                + std::to_string(second.size()));
    int64_t onlyFirst = 0;
    int64_t onlySecond = 0;
    for (size_t row = 0; row < first.size(); ++row) {
        for (const double value : {first[row], second[row]})
            if (value != 0.0 && value != 1.0)
                throw Error(ErrorCode::InvalidArgument, "McNemar's test",
                    "row " + std::to_string(row) + " is " + std::to_string(value)
                        + ", 0 or 1 was expected");
        onlyFirst += first[row] > second[row] ? 1 : 0;
        onlySecond += second[row] > first[row] ? 1 : 0;
    }
    return mcnemarTest(onlyFirst, onlySecond);
}

} // namespace interweave
