// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example_set.h"
#include "core/train/run.h"
#include "core/train/step_log.h"
#include "core/train/train_checkpoint.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// Tells of the steps of a run, in its log and to its callbacks. Everything given must outlive it.
class StepReporter {
public:
    /// step: the last one behind the run; the log forgets later ones. steps: of the whole run.
    /// Throws Error{Io}.
    StepReporter(const Run& run, int64_t step, int64_t steps, const ExampleSet& data,
        const TrainCallbacks& callbacks);

    /// What is known of a step besides its report.
    struct Circumstances {
        int64_t epoch = 0;
        double seconds = 0.0;
        std::optional<double> heldOutLoss; // measured after it
        int64_t keptMemoryBytes = 0;
    };
    /// state: after the step. Throws Error{Io}.
    void report(
        const StepReport& step, const TrainState& state, const Circumstances& circumstances);
    /// Warns of a step that was not taken; returns what it says.
    std::string warn(const StepReport& step, const TrainState& state) const;

private:
    std::vector<int64_t> linesOf(
        const StepReport& step) const; // of the data file, the bad examples'

    StepLog m_log;
    int64_t m_steps;
    const ExampleSet& m_data;
    const TrainCallbacks& m_callbacks;
    double m_secondsPerStep = 0.0; // running mean
};

} // namespace interweave
