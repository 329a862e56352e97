// SPDX-License-Identifier: Apache-2.0
#include "core/api/run_summary.h"

#include "core/support/atomic_file.h"
#include "core/train/run.h"

namespace interweave {

RunSummary summarise(const Run& run)
{
    const RunInfo& info = run.info();
    RunSummary summary;
    summary.id = info.id;
    summary.name = info.name;
    summary.status = name(run.status());
    summary.created = info.created;
    summary.folder = run.folder().string();
    summary.model = info.model;
    if (std::filesystem::exists(run.adapter()))
        summary.adapterFolder = run.adapter().string();
    if (std::filesystem::exists(run.model()))
        summary.modelFolder = run.model().string();
    summary.step = info.step;
    summary.steps = info.steps;
    summary.examples = info.examples;
    summary.trainedParameters = info.trainedParameters;
    summary.badSteps = info.badSteps;
    summary.error = info.error;
    summary.modelHash = info.modelHash;
    summary.dataHash = info.dataHash;
    summary.adapterHash = info.adapterHash;
    summary.gateHash = info.gateHash;
    summary.dtype = info.dtype;
    summary.recipe = readFile(run.recipeFile());
    return summary;
}

} // namespace interweave
