// SPDX-License-Identifier: Apache-2.0
#include "app/cli/difference_table.h"

#include "app/cli/text_format.h"
#include "core/support/number_text.h"

#include <cstdio>

namespace interweave {

namespace {

std::string formatDifference(const Difference& difference, double value)
{
    if (difference.measure == "tokens")
        return formatNumber(value);
    char text[32];
    std::snprintf(text, sizeof text, "%.2e", value);
    return text;
}

} // namespace

std::string formatDifferences(const std::vector<Difference>& differences)
{
    std::vector<std::vector<std::string>> rows{{"name", "difference", "tolerance", "measure", ""}};
    for (const Difference& difference : differences) {
        const bool compared = difference.problem.empty();
        rows.push_back(
            {difference.name, compared ? formatDifference(difference, difference.difference) : "",
                formatDifference(difference, difference.tolerance), difference.measure,
                difference.passed() ? "ok"
                    : compared      ? "FAIL"
                                    : "FAIL: " + difference.problem});
    }
    return formatTable(rows);
}

} // namespace interweave
