// SPDX-License-Identifier: Apache-2.0
#include "ui/models/measured_runs.h"

#include <algorithm>
#include <ranges>

namespace interweave::ui {

namespace {

QString idOf(const LearningPoint& run)
{
    return QString::fromStdString(run.run);
}

} // namespace

void MeasuredRuns::setRuns(const std::vector<LearningPoint>& runs)
{
    beginResetModel();
    m_runs.clear();
    QSet<QString> still;
    for (const LearningPoint& run : runs | std::views::reverse)
        if (run.measured) {
            m_runs.push_back(run);
            if (m_chosen.contains(idOf(run)))
                still.insert(idOf(run));
        }
    m_chosen = still;
    endResetModel();
}

bool MeasuredRuns::has(const QString& run) const
{
    return std::ranges::find(m_runs, run, idOf) != m_runs.end();
}

QStringList MeasuredRuns::chosen() const
{
    QStringList ids;
    for (const LearningPoint& run : m_runs | std::views::reverse)
        if (m_chosen.contains(idOf(run)))
            ids.append(idOf(run));
    return ids;
}

QStringList MeasuredRuns::chosenLabels() const
{
    QStringList labels;
    for (const LearningPoint& run : m_runs | std::views::reverse)
        if (m_chosen.contains(idOf(run)))
            labels.append(QString::fromStdString(run.label));
    return labels;
}

void MeasuredRuns::choose(const QStringList& runs)
{
    m_chosen.clear();
    for (const QString& run : runs)
        if (has(run) && m_chosen.size() < kMostChosen)
            m_chosen.insert(run);
    if (!m_runs.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
}

QStringList MeasuredRuns::defaultChoice() const
{
    if (m_runs.empty())
        return {};
    QStringList choice{idOf(m_runs.front())};
    const LearningPoint& newest = m_runs.front();
    const auto find = [&](bool ofAnyKind) {
        return std::find_if(m_runs.begin() + 1, m_runs.end(), [&](const LearningPoint& run) {
            return run.model == newest.model && (ofAnyKind || run.siamese != newest.siamese);
        });
    };
    auto other = find(false);
    if (other == m_runs.end())
        other = find(true);
    if (other != m_runs.end())
        choice.append(idOf(*other));
    return choice;
}

int MeasuredRuns::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant MeasuredRuns::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LearningPoint& run = m_runs[static_cast<size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return QString::fromStdString(run.label);
    if (role == Qt::CheckStateRole)
        return m_chosen.contains(idOf(run)) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::ToolTipRole)
        return flags(index).testFlag(Qt::ItemIsEnabled)
            ? tr("%1, %2").arg(idOf(run), QString::fromStdString(run.model))
            : tr("Not more than %1 runs side by side").arg(kMostChosen);
    return {};
}

bool MeasuredRuns::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)
        || !flags(index).testFlag(Qt::ItemIsEnabled))
        return false;
    const QString run = idOf(m_runs[static_cast<size_t>(index.row())]);
    if (value.toInt() == Qt::Checked)
        m_chosen.insert(run);
    else
        m_chosen.remove(run);
    // At the limit the others cannot be ticked: all rows look again.
    Q_EMIT dataChanged(this->index(0), this->index(rowCount() - 1));
    Q_EMIT picked();
    return true;
}

Qt::ItemFlags MeasuredRuns::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const bool room = m_chosen.size() < kMostChosen
        || m_chosen.contains(idOf(m_runs[static_cast<size_t>(index.row())]));
    const Qt::ItemFlags flags = Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
    return room ? flags | Qt::ItemIsEnabled | Qt::ItemIsSelectable : flags;
}

} // namespace interweave::ui
