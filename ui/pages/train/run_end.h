// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/training.h"
#include "ui/jobs/outcome.h"
#include "ui/models/recipe_form.h"
#include "ui/widgets/notice.h"

namespace interweave::ui {

/// What to say when a run has ended, and what to offer.
struct RunEnd {
    enum class Offer { None, OpenGate, OpenForgetting, Resume, ResumeSmaller };

    Notice::Severity severity = Notice::Severity::Info;
    QString text;
    Offer offer = Offer::None;
    QString label; // of the button
};

/// run: its id; empty where it never had a folder. name: the run's. values: of its recipe.
RunEnd runEnd(const Outcome<TrainResult>& outcome, const QString& run, const QString& name,
    const RecipeForm::Values& values);

/// The run goes on with half the batch, twice as often: the same rows a step in less memory.
TrainRequest resumeSmaller(const QString& run, const RecipeForm::Values& values);

} // namespace interweave::ui
