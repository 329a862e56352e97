// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/training.h"

#include <QString>
#include <QVector>

#include <string>

namespace interweave::ui {

/// A task of the watched suite, as it stands.
struct WatchedRow {
    enum class Change { None, Better, Worse };

    QString task;
    QString metric;
    QString base;
    QString now; // an en dash before the run was measured
    QString kept; // a share of the base, or where there is none the difference
    QString explanation; // the change with its 95 % interval
    Change change = Change::None; // only where the interval leaves no doubt
};

/// Each task's first figure; percentages of what lies in [0, 1], nats of cross-entropy, of which
/// less is better.
QVector<WatchedRow> watchedRows(const WatchedScores& scores);

/// A metric's value as it is shown: a percentage, or nats of cross-entropy.
QString metricFigure(const std::string& metric, double value);

} // namespace interweave::ui
