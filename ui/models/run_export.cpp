// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_export.h"

#include "ui/models/csv_field.h"
#include "ui/models/run_table_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace interweave::ui {

namespace {

QByteArray field(const QString& text)
{
    return csvField(text).toUtf8();
}

QByteArray isoTime(const RunRow& row)
{
    return row.created.toUTC().toString(Qt::ISODate).toLatin1();
}

QJsonObject asJson(const MetricSeries& series)
{
    QJsonArray steps;
    QJsonArray values;
    for (size_t i = 0; i < series.steps.size(); ++i) {
        steps.append(static_cast<qint64>(series.steps[i]));
        const double value = series.values[i];
        values.append(std::isfinite(value) ? QJsonValue(value) : QJsonValue());
    }
    return {{QStringLiteral("steps"), steps}, {QStringLiteral("values"), values}};
}

} // namespace

QByteArray tableAsCsv(const QVector<RunRow>& rows)
{
    QByteArray csv = "id,name,method,model,status,step,steps,created,tags,notes\n";
    for (const RunRow& row : rows) {
        csv += field(row.id) + ',' + field(row.name) + ',' + field(row.method) + ','
            + field(row.model) + ',' + field(row.status) + ',' + QByteArray::number(row.step) + ','
            + QByteArray::number(row.steps) + ',' + isoTime(row) + ','
            + field(row.tags.join(QStringLiteral(", "))) + ',' + field(row.notes) + '\n';
    }
    return csv;
}

QByteArray curvesAsCsv(const std::vector<RunCurves>& runs)
{
    QByteArray csv = "run,name,series,step,value\n";
    for (const RunCurves& run : runs)
        for (const MetricSeries& series : run.series) {
            const QByteArray prefix = field(run.run.id) + ',' + field(run.run.name) + ','
                + field(QString::fromStdString(series.name)) + ',';
            for (size_t i = 0; i < series.steps.size(); ++i) {
                csv += prefix + QByteArray::number(static_cast<qint64>(series.steps[i])) + ',';
                if (std::isfinite(series.values[i]))
                    csv += QByteArray::number(series.values[i], 'g', 17);
                csv += '\n';
            }
        }
    return csv;
}

QByteArray runsAsJson(const std::vector<RunCurves>& runs)
{
    QJsonArray array;
    for (const auto& [row, series] : runs) {
        QJsonObject curves;
        for (const MetricSeries& one : series)
            curves[QString::fromStdString(one.name)] = asJson(one);
        array.append(QJsonObject{{QStringLiteral("id"), row.id}, {QStringLiteral("name"), row.name},
            {QStringLiteral("method"), row.method}, {QStringLiteral("model"), row.model},
            {QStringLiteral("status"), row.status}, {QStringLiteral("step"), row.step},
            {QStringLiteral("steps"), row.steps},
            {QStringLiteral("created"), QString::fromLatin1(isoTime(row))},
            {QStringLiteral("tags"), QJsonArray::fromStringList(row.tags)},
            {QStringLiteral("notes"), row.notes}, {QStringLiteral("recipe"), row.recipe},
            {QStringLiteral("series"), curves}});
    }
    return QJsonDocument(array).toJson();
}

} // namespace interweave::ui
