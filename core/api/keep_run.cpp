// SPDX-License-Identifier: Apache-2.0
#include "core/api/keep_run.h"

#include "core/api/run_summary.h"
#include "core/store/run_store.h"
#include "core/train/run.h"
#include "core/train/step_log.h"

namespace interweave {

std::string keepRun(RunStore& store, const Run& run)
{
    const std::string& id = run.info().id;
    store.record(summarise(run));
    if (store.seriesNames(id).empty())
        store.addPoints(id, StepLog::read(run.logFile()));
    return id;
}

std::string keptId(RunStore& store, const StoredRun& run)
{
    if (run.summary.status == "missing")
        return run.summary.id;
    return keepRun(store, Run::open(run.summary.folder));
}

} // namespace interweave
