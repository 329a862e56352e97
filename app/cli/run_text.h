// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_record.h"

#include <string>
#include <vector>

namespace interweave {

/// A table with a line for each run.
std::string formatRuns(const std::vector<StoredRun>& runs);
/// A run's facts, the newest scores of each task and branch, and its recipe.
std::string formatRun(const RunRecord& record);

} // namespace interweave
