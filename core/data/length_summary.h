// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// Of lengths in any order; all zero, without bins, where there are none.
LengthSummary summarise(std::vector<int32_t> lengths);

} // namespace interweave
