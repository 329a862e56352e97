// SPDX-License-Identifier: Apache-2.0
#include "ui/models/gate_runs.h"

#include "core/api/recipe_settings.h"

#include <algorithm>

namespace interweave::ui {

bool hasGate(const RunSummary& run)
{
    return !run.gateHash.empty()
        || settingOf(recipeSettings(run.recipe), "method.siamese") == "true";
}

std::vector<GateRun> gateRuns(const std::vector<StoredRun>& runs, const std::string& trainingRun)
{
    std::vector<GateRun> found;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        const RunSummary& summary = run->summary;
        const bool training = !trainingRun.empty() && summary.id == trainingRun;
        if (!hasGate(summary) || summary.status == "missing"
            || (!training && summary.adapterFolder.empty()))
            continue;
        found.push_back({QString::fromStdString(summary.id), QString::fromStdString(summary.name),
            QString::fromStdString(summary.status), training});
    }
    std::stable_partition(
        found.begin(), found.end(), [](const GateRun& run) { return run.training; });
    return found;
}

} // namespace interweave::ui
