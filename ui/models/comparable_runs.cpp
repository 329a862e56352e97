// SPDX-License-Identifier: Apache-2.0
#include "ui/models/comparable_runs.h"

#include "ui/models/gate_runs.h"

#include <algorithm>

namespace interweave::ui {

std::vector<ComparableRun> comparableRuns(
    const std::vector<StoredRun>& runs, const QString& trainingId, const QString& trainingName)
{
    const std::string training = trainingId.toStdString();
    std::vector<ComparableRun> found;
    for (const GateRun& run : gateRuns(runs, training))
        found.push_back({run.id, run.training ? trainingName : run.name, run.training});
    // A run that has just begun may not be listed yet.
    const bool listed = std::any_of(
        runs.begin(), runs.end(), [&](const StoredRun& run) { return run.summary.id == training; });
    if (!trainingId.isEmpty() && !listed)
        found.insert(found.begin(), {trainingId, trainingName, true});
    return found;
}

} // namespace interweave::ui
