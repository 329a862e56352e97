// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/run.h"
#include "core/train/train_checkpoint.h"

#include <cstdint>

namespace interweave {

/// The checkpoints of a run that is being trained: writes them and removes those that its recipe
/// wants no more, but neither the best nor the last within its budget where it may end with one of
/// them. Everything given must outlive it. One thread.
class CheckpointKeeper {
public:
    CheckpointKeeper(const Run& run, const Recipe& recipe, SiameseModel& model);

    /// The run goes on from the checkpoint of `step`.
    void startFrom(int64_t step) { m_newest = step; }
    /// Whether there is one of `step` and it is the newest.
    bool has(int64_t step) const { return m_newest == step; }
    /// Whether the best one is kept.
    bool keepsBest() const;
    /// Throws Error{Io}.
    void write(const Optimizer& optimizer, const TrainState& state);
    /// Makes the model what it was at `step`. Throws Error{CorruptData}.
    void putBack(int64_t step);

private:
    const Run& m_run;
    const Recipe& m_recipe;
    SiameseModel& m_model;
    int64_t m_newest = -1; // its step
};

} // namespace interweave
