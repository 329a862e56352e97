// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_row.h"

#include <QFileInfo>

#include <algorithm>

namespace interweave::ui {

namespace {

const QString kNone = QStringLiteral("–");

} // namespace

RunRow runRow(const StoredRun& run)
{
    const RunSummary& summary = run.summary;
    RunRow row;
    row.id = QString::fromStdString(summary.id);
    row.name = QString::fromStdString(summary.name);
    row.status = QString::fromStdString(summary.status);
    row.error = QString::fromStdString(summary.error);
    row.model = QString::fromStdString(summary.model);
    row.modelName = QFileInfo(row.model).fileName();
    row.folder = QString::fromStdString(summary.folder);
    row.notes = QString::fromStdString(run.notes);
    for (const std::string& tag : run.tags)
        row.tags += QString::fromStdString(tag);
    row.tags.sort();
    row.created = QDateTime::fromString(QString::fromStdString(summary.created), Qt::ISODate);
    row.step = summary.step;
    row.steps = summary.steps;
    row.recipe = QString::fromStdString(summary.recipe);
    row.fields = recipeFields(summary.recipe);
    row.method = methodText(row.fields);
    row.hasGate
        = !summary.adapterFolder.empty() && fieldIsOn(row.fields, QStringLiteral("method.siamese"));
    return row;
}

RunRows runRows(const std::vector<StoredRun>& runs, const std::vector<StoredRun>& deleted)
{
    RunRows rows;
    for (const StoredRun& run : runs)
        rows.runs.append(runRow(run));
    for (const StoredRun& run : deleted)
        rows.deleted.append(runRow(run));
    std::vector<RunRow*> all;
    for (QVector<RunRow>* const side : {&rows.runs, &rows.deleted})
        for (RunRow& row : *side)
            all.push_back(&row);
    std::ranges::sort(all, {}, [](const RunRow* row) { return row->id; });
    for (size_t place = 0; place < all.size(); ++place)
        all[place]->place = static_cast<int>(place);
    return rows;
}

bool canResume(const RunRow& row)
{
    return row.status == u"stopped" || row.status == u"interrupted" || row.status == u"failed";
}

QString stepsText(qint64 step, qint64 steps)
{
    if (steps <= 0)
        return step > 0 ? QString::number(step) : kNone;
    return QStringLiteral("%1 / %2").arg(step).arg(steps);
}

QString createdText(const RunRow& row)
{
    return row.created.isValid()
        ? row.created.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))
        : kNone;
}

QStringList tagsOf(const QString& text)
{
    QStringList tags;
    for (const QString& tag : text.split(u','))
        if (!tag.trimmed().isEmpty())
            tags += tag.trimmed();
    tags.removeDuplicates();
    tags.sort();
    return tags;
}

} // namespace interweave::ui
