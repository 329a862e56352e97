// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run.h"

namespace interweave {

class Run;

/// Throws Error where the run's folder is damaged.
RunSummary summarise(const Run& run);

} // namespace interweave
