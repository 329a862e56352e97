// SPDX-License-Identifier: Apache-2.0
#include "core/api/verify.h"

#include "core/api/selftest.h"

#include <algorithm>

namespace interweave {

namespace {

bool allPassed(const std::vector<Difference>& differences)
{
    return !differences.empty()
        && std::all_of(differences.begin(), differences.end(),
            [](const Difference& difference) { return difference.passed(); });
}

} // namespace

bool VerifyReport::passed() const
{
    return allPassed(differences);
}

bool SelftestReport::passed() const
{
    return !parts.empty() && std::all_of(parts.begin(), parts.end(), [](const SelftestPart& part) {
        return allPassed(part.differences);
    });
}

} // namespace interweave
