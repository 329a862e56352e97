// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/scores.h"

#include <string>
#include <vector>

namespace interweave {

/// What may be said of every later run against the first, task by task, by the main figure of their
/// own branches on the same rows (claim.h): with interval, n and, of rows that are right or wrong,
/// McNemar's exact p; and where no difference can be claimed, how many rows one of 2 points (0.02
/// nats) would need. Runs that differ from the first in their seed alone are left out.
std::vector<std::string> claimsOf(const Scores& scores, const std::vector<RunView>& runs);

} // namespace interweave
