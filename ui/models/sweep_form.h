// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/requests.h"
#include "core/api/sweep_plan.h"
#include "core/api/usual_variants.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace interweave::ui {

/// What a person asks of a sweep, as the fields have it.
struct SweepForm {
    QString name;
    QStringList comparisons; // UsualVariant's ids
    QVector<double> rates; // factors of the learning rate
    QString grids; // "key = a, b; key = c, d"
    QString seeds; // "1, 2, 3"; empty: the recipe's, or the plan's
    QString settings; // "key = value; key = value", of every run
    QString suite; // empty: nothing is measured, or the plan's
    QString data; // folder; empty: none, or the plan's
    int limit = 0; // rows of each task; 0: as the suite, or the plan, says
    bool blends = false;
};

/// The plan of the form with this recipe, as the command line would make it. Reads the recipe.
/// Throws Error that names what cannot be read.
SweepPlan sweepPlan(const SweepForm& form, const TrainRequest& recipe);
/// The same on top of a plan that was opened.
SweepPlan sweepPlan(const SweepForm& form, SweepPlan opened);

/// A comparison's name for people, what it is, and why the recipe cannot have it (empty: it can).
QString comparisonName(const std::string& id);
QString comparisonToolTip(const std::string& id);
QString whyNot(const UsualVariant& variant);

/// "6 runs · about 8 min of training"; secondsOfOne: absent where it is not known.
QString sweepSize(int runs, int done, const std::optional<double>& secondsOfOne);

} // namespace interweave::ui
