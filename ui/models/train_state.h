// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/training.h"

#include <QString>

#include <optional>

namespace interweave::ui {

/// Where the Train page stands: what follows from it can be done or not, and is said in words.
struct TrainState {
    bool writing = true; // a new run; else one is shown
    bool canStart = false; // what is written, as it is
    bool starting = false; // Start was pressed and nothing has started yet
    bool training = false; // a run trains
    bool paused = false;
    bool ending = false; // it was told to
    QString trainingName; // of the run that trains
    QString shownName;

    /// Of the button that starts what is written, or begins to write a new run.
    bool canPressMain() const;
    QString mainText() const;
    QString mainToolTip() const;
    /// Of the shown run, in a word.
    QString runState() const;
    QString subtitle() const;
    /// How far the shown run is. newest: its step; measuring: what goes on between two, in words.
    QString progress(const std::optional<TrainProgress>& newest, const QString& measuring) const;
};

} // namespace interweave::ui
