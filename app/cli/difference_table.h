// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/verify.h"

#include <string>
#include <vector>

namespace interweave {

/// Name, largest difference, tolerance and verdict of each, as a table.
std::string formatDifferences(const std::vector<Difference>& differences);

} // namespace interweave
