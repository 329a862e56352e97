// SPDX-License-Identifier: Apache-2.0
#include "ui/models/watched_rows.h"

#include "core/support/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace interweave::ui {

namespace {

/// Of texts and of answers: nats, and less is better.
bool isCrossEntropy(const std::string& metric)
{
    return metric.ends_with("cross_entropy");
}

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

QString difference(const std::string& metric, double value)
{
    const QString text = metricFigure(metric, value);
    return value > 0.0 ? '+' + text : QString(text).replace('-', QChar(0x2212));
}

WatchedRow rowOf(const Retention& retention)
{
    const std::string& metric = retention.metric;
    WatchedRow row;
    row.task = QString::fromStdString(retention.task);
    row.metric = QString::fromStdString(metric);
    row.base = metricFigure(metric, retention.base.value);
    row.now = metricFigure(metric, retention.score.value);
    row.kept = retention.kept
        ? QString::fromStdString(formatFixed(100.0 * retention.kept->value, 0))
            + QStringLiteral(" %")
        : difference(metric, retention.change.value);
    const double sign = isCrossEntropy(metric) ? -1.0 : 1.0;
    const double low = std::min(sign * retention.change.low, sign * retention.change.high);
    const double high = std::max(sign * retention.change.low, sign * retention.change.high);
    row.change = low > 0.0 ? WatchedRow::Change::Better
        : high < 0.0       ? WatchedRow::Change::Worse
                           : WatchedRow::Change::None;
    row.explanation = tr("%1: changed by %2, 95 % interval %3 to %4")
                          .arg(row.metric, difference(metric, retention.change.value),
                              difference(metric, retention.change.low),
                              difference(metric, retention.change.high));
    return row;
}

} // namespace

QString metricFigure(const std::string& metric, double value)
{
    return QString::fromStdString(
        isCrossEntropy(metric) ? formatFixed(value, 3) : formatFixed(100.0 * value, 1));
}

QVector<WatchedRow> watchedRows(const WatchedScores& scores)
{
    QVector<WatchedRow> rows;
    const auto isKnown = [&](const QString& task) {
        return std::any_of(
            rows.begin(), rows.end(), [&](const WatchedRow& row) { return row.task == task; });
    };
    for (const Retention& retention : scores.retention)
        if (!isKnown(QString::fromStdString(retention.task)))
            rows.append(rowOf(retention));
    if (!scores.retention.empty())
        return rows;
    for (const TaskResult& result : scores.results) {
        if (result.score.metrics.empty())
            continue;
        const MetricResult& metric = result.score.metrics.front();
        WatchedRow row;
        row.task = QString::fromStdString(result.task);
        row.metric = QString::fromStdString(metric.metric);
        row.base = metricFigure(metric.metric, metric.estimate.value);
        row.now = row.kept = QChar(0x2013);
        row.explanation = tr("%1 of the base model, before the first step").arg(row.metric);
        rows.append(row);
    }
    return rows;
}

} // namespace interweave::ui
