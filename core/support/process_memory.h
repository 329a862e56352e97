// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace interweave {

/// Bytes of this process that are in memory; 0 where the system does not say.
int64_t residentBytes();

} // namespace interweave
