// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"

#include <string>

namespace interweave {

/// Trains with a progress bar. A request to stop ends the run with a checkpoint, so that it can be
/// resumed.
TrainResult trainWithProgress(Session& session, const TrainRequest& request);

/// "loss 1.23  gate 0.52 ± 0.03  612 tokens/s".
std::string describeStep(const TrainProgress& progress);

} // namespace interweave
