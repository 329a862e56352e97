// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <string>
#include <vector>

namespace interweave {

/// Metrics with their 95 % intervals, one line for each.
std::string formatScore(const ScoreReport& report);
/// The same for tasks, each metric with its task and branch.
std::string formatResults(const std::vector<TaskResult>& results);

} // namespace interweave
