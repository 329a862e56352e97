// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"

#include <string>
#include <vector>

namespace interweave {

struct WatchedRun {
    TrainResult result;
    TrainProgress first; // the first and the last step that were taken here
    TrainProgress last;
    std::vector<WatchedScores> watched; // the base before the first step first
};

/// Whether what was watched is told line by line.
enum class Watching { Aloud, Quietly };

/// Trains with a progress bar. A request to stop ends the run with a checkpoint, so that it can be
/// resumed.
WatchedRun trainWithProgress(
    Session& session, const TrainRequest& request, Watching watching = Watching::Aloud);

/// "loss 1.23  gate 0.52 ± 0.03  612 tokens/s".
std::string describeStep(const TrainProgress& progress);
/// "step 50, tuned: mrpc acc 0.712, base 0.650, kept 110 %, change 0.062 (0.010 … 0.113)", a line
/// for each figure.
std::vector<std::string> describeWatched(const WatchedScores& scores);

} // namespace interweave
