// SPDX-License-Identifier: Apache-2.0
#include "ui/models/forgetting_table.h"

#include "core/support/number_text.h"
#include "ui/models/csv_field.h"
#include "ui/models/forgetting_words.h"

namespace interweave::ui {

namespace {

QString quoted(const std::string& text)
{
    return csvField(QString::fromStdString(text));
}

} // namespace

void ForgettingTable::setView(ForgettingView view)
{
    beginResetModel();
    m_view = std::move(view);
    endResetModel();
}

QString ForgettingTable::csv() const
{
    QStringList lines;
    QStringList heading{QStringLiteral("task"), QStringLiteral("metric"), QStringLiteral("rows")};
    for (const ForgettingVoice& voice : m_view.voices)
        for (const char* end : {"", ".low", ".high"})
            heading.append(quoted(voice.label + end));
    lines.append(heading.join(QLatin1Char(',')));
    for (const ForgettingTask& task : m_view.tasks) {
        QStringList fields{quoted(task.label), quoted(task.metric), QString::number(task.rows)};
        for (const std::optional<Estimate>& score : task.scores)
            for (const double Estimate::*figure :
                {&Estimate::value, &Estimate::low, &Estimate::high})
                fields.append(score ? QString::number((*score).*figure, 'g', 10) : QString());
        lines.append(fields.join(QLatin1Char(',')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

int ForgettingTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_view.tasks.size());
}

int ForgettingTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstVoice + static_cast<int>(m_view.voices.size());
}

QVariant ForgettingTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ForgettingTask& task = m_view.tasks[static_cast<size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return text(task, index.column());
    if (role == Qt::ToolTipRole && index.column() >= FirstVoice)
        return tr("%1: score and its 95 % interval, %2")
            .arg(QString::fromStdString(task.label), unit(task));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(
            (index.column() >= Rows ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    return {};
}

QVariant ForgettingTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section >= Rows ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Task: return tr("Task");
    case Metric: return tr("Metric");
    case Rows: return tr("Rows");
    default:
        return QString::fromStdString(
            m_view.voices[static_cast<size_t>(section - FirstVoice)].label);
    }
}

QString ForgettingTable::text(const ForgettingTask& task, int column) const
{
    switch (column) {
    case Task: return QString::fromStdString(task.label);
    case Metric:
        return QStringLiteral("%1, %2").arg(QString::fromStdString(task.metric), unit(task));
    case Rows: return QString::fromStdString(formatCount(task.rows));
    default:
        return ForgettingWords::estimate(
            task.scores[static_cast<size_t>(column - FirstVoice)], task.percent);
    }
}

QString ForgettingTable::unit(const ForgettingTask& task) const
{
    return task.percent ? QStringLiteral("%") : tr("nats");
}

} // namespace interweave::ui
