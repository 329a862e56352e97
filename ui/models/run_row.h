// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"
#include "ui/models/recipe_fields.h"

#include <QDateTime>
#include <QStringList>

namespace interweave::ui {

/// A run as the Runs page shows it; made on the library's thread.
struct RunRow {
    QString id;
    QString name;
    QString status; // a RunSummary's
    QString error;
    QString model; // path
    QString modelName; // its last part
    QString method;
    QString folder;
    QString notes;
    QStringList tags; // sorted
    QDateTime created; // UTC; invalid where not known
    qint64 step = 0;
    qint64 steps = 0;
    bool hasGate = false; // a trained one, beside its adapter
    QString recipe; // YAML
    QVector<RecipeField> fields; // of the recipe
    int place = 0; // among all runs, deleted ones too, oldest first: by it a run has its colour

    bool operator==(const RunRow&) const = default;
};

RunRow runRow(const StoredRun& run);

/// The runs that there are, oldest first, each with its place.
struct RunRows {
    QVector<RunRow> runs;
    QVector<RunRow> deleted;
};
RunRows runRows(const std::vector<StoredRun>& runs, const std::vector<StoredRun>& deleted);

/// Whether it can go on from its last checkpoint.
bool canResume(const RunRow& row);
/// "131 / 200"; an en dash where there are none.
QString stepsText(qint64 step, qint64 steps);
/// In local time, "2026-11-24 10:00"; an en dash where it is not known.
QString createdText(const RunRow& row);
/// The tags of "a, b": trimmed, each once, sorted.
QStringList tagsOf(const QString& text);

} // namespace interweave::ui
