// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"
#include "ui/models/run_row.h"

#include <QByteArray>

namespace interweave::ui {

/// A run and its curves, for other programs.
struct RunCurves {
    RunRow run;
    std::vector<MetricSeries> series;
};

/// What the table shows, a line for each run, after a heading line.
QByteArray tableAsCsv(const QVector<RunRow>& rows);
/// run,name,series,step,value: a line for each point; what was not finite has no value.
QByteArray curvesAsCsv(const std::vector<RunCurves>& runs);
/// An array of objects: what the table shows, the recipe, and the curves.
QByteArray runsAsJson(const std::vector<RunCurves>& runs);

} // namespace interweave::ui
