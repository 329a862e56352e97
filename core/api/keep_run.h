// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"

#include <string>

namespace interweave {

class Run;
class RunStore;

/// Brings the store up to date with what a run's folder says. A run that the store did not know,
/// one copied in from elsewhere, gets its curves from its log. Returns the run's id.
std::string keepRun(RunStore& store, const Run& run);

/// The same for a run that was found; one whose folder is missing is in the store already.
std::string keptId(RunStore& store, const StoredRun& run);

} // namespace interweave
