// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/sweep_store.h"

#include <QString>

#include <optional>
#include <vector>

namespace interweave::ui {

/// What was left undone and can go on with one click: a sweep, or a run that was cut off.
struct UnfinishedWork {
    QString run; // id; empty: it is a sweep
    SweepPlan sweep;
    QString text;

    /// What is the same work has the same.
    QString key() const { return run.isEmpty() ? QString::fromStdString(sweep.name) : run; }
};

/// The newest sweep where it is not done and nobody is at it; else the newest run that was cut off.
/// runs: oldest first; sweeps: newest first.
std::optional<UnfinishedWork> unfinishedWork(
    const std::vector<StoredRun>& runs, const std::vector<KeptSweep>& sweeps);

} // namespace interweave::ui
