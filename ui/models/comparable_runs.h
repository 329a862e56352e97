// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"

#include <QString>

#include <vector>

namespace interweave::ui {

/// A run whose three voices can be asked.
struct ComparableRun {
    QString id;
    QString name;
    bool training = false; // it is asked as it is at the moment

    friend bool operator==(const ComparableRun&, const ComparableRun&) = default;
};

/// The runs with adapter and gate, newest first; before them the one that trains now (trainingId
/// empty: none), if it is to have a gate.
std::vector<ComparableRun> comparableRuns(
    const std::vector<StoredRun>& runs, const QString& trainingId, const QString& trainingName);

} // namespace interweave::ui
