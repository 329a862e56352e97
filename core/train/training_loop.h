// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example_set.h"
#include "core/train/checkpoint_keeper.h"
#include "core/train/data_order.h"
#include "core/train/run.h"
#include "core/train/step_reporter.h"
#include "core/train/trainer.h"
#include "core/train/training_run.h"

#include <chrono>
#include <optional>

namespace interweave {

/// The life of a run from its first or its resumed step to its end: steps, checkpoints, run.json,
/// the log, the callbacks. The caller holds the run's lock. Everything given must outlive the loop.
class TrainingLoop {
public:
    /// validation: rows to evaluate on; may be empty.
    TrainingLoop(Run& run, const Recipe& recipe, const TrainSession& session, SiameseModel& model,
        const ExampleSet& data, const ExampleSet& validation, const TrainerSettings& settings);

    /// Goes on from a checkpoint whose adapter and gate are already the model's. Throws
    /// Error{CorruptData}.
    void restore(const TrainCheckpoint& checkpoint, const std::string& where);
    /// Throws as `train` does, after run.json says why.
    TrainResult run();

private:
    bool takeSteps(); // false: stopped on the way, to be resumed
    bool evaluationIsDue() const;
    bool evaluateIfDue(); // false: the run is to end here
    void measureHeldOut();
    void endWith(int64_t step); // that checkpoint's adapter, gate or weights are the run's
    bool takeStep(); // false: stopped on the way, nothing changed
    std::optional<StepReport> tryStep(const std::vector<std::vector<int64_t>>& microBatches);
    void countBadStep(const StepReport& step);
    bool mayGoOn();
    void waitWhilePaused(TrainControl& control);
    void checkpoint();
    void finish(TrainStatus status);
    void fail(TrainStatus status, const std::string& reason) noexcept;
    void save(const RunInfo& info); // as run.json
    void setStatus(TrainStatus status);
    TrainResult result() const;

    Run& m_run;
    const Recipe& m_recipe;
    const TrainSession& m_session;
    SiameseModel& m_model;
    const ExampleSet& m_data;
    DataOrder m_order;
    int64_t m_steps; // of the whole run
    Trainer m_trainer;
    const ExampleSet& m_validation;
    RunJudge m_judge;
    std::optional<double> m_heldOut; // loss, measured after the step just taken
    TrainState m_state;
    CheckpointKeeper m_checkpoints;
    std::optional<StepReporter> m_reporter;
    std::chrono::duration<double> m_idle{}; // of the current step: spent in pauses and callbacks
};

} // namespace interweave
