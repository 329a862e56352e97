// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"

#include <QString>

#include <string>
#include <vector>

namespace interweave::ui {

/// A run whose gate can be asked.
struct GateRun {
    QString id;
    QString name;
    QString status; // as the store spells it
    bool training = false; // in this window: it answers as it is, and keeps nothing
};

/// Trained with a gate, by what the run has or by what its recipe asks for.
bool hasGate(const RunSummary& run);

/// Those with a gate that can answer, the one under training first, then newest first.
/// trainingRun: the id of the run that trains in this window; empty: none.
std::vector<GateRun> gateRuns(const std::vector<StoredRun>& runs, const std::string& trainingRun);

} // namespace interweave::ui
