// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/api/stored_run.h"
#include "core/api/sweep_plan.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

class RunLibrary;

/// How far a run of a sweep is. Trained: not measured yet; Stopped: it can go on.
enum class SweepStage { Waiting, Training, Stopped, Trained, Done, Failed };

/// A run that a plan asks for, as the workspace has it.
struct SweepRunState {
    SweepRun planned;
    SweepStage stage = SweepStage::Waiting;
    std::string run; // id; empty: it has not begun
    int64_t step = 0; // of its last checkpoint
    int64_t steps = 0;
    std::string error; // why it failed
    std::vector<TaskResult> results; // of its own branch once it is done, without their rows
    std::vector<TaskResult> base; // the base's, with the run that brought them
};

/// The task that was trained, as far as its results tell: where the first run gained most over the
/// base; else the suite's first. Empty before anything is done.
std::string trainedTask(const std::vector<SweepRunState>& runs);

/// A sweep whose plan the workspace keeps: sweeps/NAME.yaml.
struct KeptSweep {
    std::string name;
    std::string file;
    SweepPlan plan;
    std::vector<SweepRunState> runs; // in the order of runsOf
    std::string problem; // why its plan cannot be read or done; it then has no runs

    int64_t done() const;
    bool isDone() const { return done() == static_cast<int64_t>(runs.size()); }
};

/// Where the workspace keeps what it knows of sweeps.
std::filesystem::path sweepsFolder(const std::filesystem::path& workspace);
/// Where it keeps the plan of the sweep of this name.
std::filesystem::path sweepFile(const std::filesystem::path& workspace, const std::string& name);

/// Each run of the plan as the workspace has it. Throws Error as checkSweep (sweep.h).
std::vector<SweepRunState> sweepStates(const RunLibrary& library, const SweepPlan& plan);

/// The sweeps whose plans the workspace keeps, the newest first. Throws Error where the store
/// cannot be read.
std::vector<KeptSweep> listSweeps(const RunLibrary& library);

/// What a plan asks for with one of its runs: the tag by which that run is found again, a hash of
/// its recipe, and the file that says that it was measured as the plan wants.
struct SweepAim {
    std::string tag;
    std::string doneFile; // in sweepsFolder; empty: nothing is measured
};
/// Of each run of runsOf(plan). Throws Error{InvalidArgument} with the run's name where its recipe
/// cannot be trained.
std::vector<SweepAim> aimsOf(const SweepPlan& plan);

/// The run with this tag: rather one that has finished, then one that can go on.
std::optional<StoredRun> findTagged(const std::vector<StoredRun>& runs, const std::string& tag);
/// Whether a run that did not finish can go on.
bool canGoOn(const StoredRun& run);

} // namespace interweave
