// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/engine.h"
#include "core/api/sweep_plan.h"
#include "core/support/error.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

class RunLibrary;

/// What a sweep is doing.
struct SweepProgress {
    int64_t run = 0; // index in runsOf(plan)
    int64_t runs = 0;
    std::string name; // the run's
    std::string phase; // "training", "measuring", "done", "failed", "waiting" for another process
    std::optional<Error> error; // of a run that failed
};

struct SweepCallbacks {
    std::function<void(const SweepProgress&)> progress; // while it waits, several times a second
    /// A run's training starts; its control may hold or end it from any thread. Ended, the sweep
    /// is stopped.
    std::function<void(const TrainRequest&, const std::shared_ptr<TrainControl>&)> starting;
    TrainCallbacks training; // of each run
    std::function<void(const TrainResult&)> trained; // it has ended
    EvaluationProgressCallback measuring;
};

/// What became of a run of a sweep.
struct SweptRun {
    SweepRun planned;
    std::string id;
    std::vector<TaskResult>
        results; // of its own branch; of the first run and of those with blends the base's, too
    std::optional<Error> error; // why it failed, with its name
};

/// Tags of a sweep's runs in the store.
std::string sweepTag(const std::string& sweep);
std::string variantTag(const std::string& variant);

/// Throws Error where a sweep of this plan could not start: with the run's name where its recipe
/// cannot be trained, as the evaluation would where its suite cannot be read.
void checkSweep(const SweepPlan& plan);

/// Trains and measures what a plan asks for, run by run, and keeps the plan in the workspace
/// (sweep_store.h). What is in the workspace already is not
/// done again: finished runs of the same recipe are taken as they are, those that were cut off go
/// on, finished evaluations are taken from the store; so that a sweep that was stopped or killed
/// goes on where it was. Several processes may do one plan together: each takes runs that no other
/// has. The base is measured with the first run, or with another where that one failed, and with
/// those whose way from base to tuned begins there. A run
/// that fails does not end the sweep; each process tries it once, and so does a sweep that is
/// started again. Throws as checkSweep; Error{Cancelled} when stopped.
std::vector<SweptRun> sweep(Engine& engine, RunLibrary& library, const SweepPlan& plan,
    const SweepCallbacks& callbacks = {}, std::stop_token stop = {});

} // namespace interweave
