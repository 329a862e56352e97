// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparable_runs.h"
#include "ui/models/comparison_text.h"

#include <optional>

namespace interweave::ui {

/// Where the Compare page stands: what follows from it can be done or not, and is said in words.
struct CompareState {
    bool list = false; // of prompts; else one
    std::optional<ComparableRun> run; // the chosen one
    std::optional<int64_t> checkpoint; // its step; absent: the run as it is
    int prompts = 0; // that would be asked
    int answers = 0; // that can be exported
    bool running = false; // the voices answer
    bool cancelled = false; // and were told to stop
    int answering = -1; // the prompt of the list that is answered, from 0
    ShownAnswer shown; // null: none

    /// Empty: it can be asked.
    QString whyNotRun() const;
    /// Empty: the answers can be kept with the run.
    QString whyNotKept() const;
    /// The run's name, with the step of a checkpoint; empty without a run.
    QString askedName() const;
    /// Of the button that asks, or stops what was asked.
    bool canRunOrCancel() const;
    QString runText() const;
    QString runToolTip() const;
    QString exportToolTip() const;
    /// What goes on, else how the shown answer came about.
    QString subtitle() const;
};

/// What has to happen before a prompt, counted from 0, is answered. training: a run trains;
/// pending: what was asked of the engine before.
QString waitingText(int prompt, bool training, int pending);

} // namespace interweave::ui
