// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/compare.h"

#include <string>

namespace interweave {

/// The three answers under each other, the interwoven one coloured by base share, and where they
/// part.
std::string formatComparison(const Comparison& comparison);

} // namespace interweave
