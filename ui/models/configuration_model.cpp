// SPDX-License-Identifier: Apache-2.0
#include "ui/models/configuration_model.h"

#include <QHash>

#include <algorithm>

namespace interweave::ui {

QVector<ConfigurationRow> configurationDifference(const QVector<ConfiguredRun>& runs)
{
    QVector<ConfigurationRow> rows;
    QHash<QString, qsizetype> places;
    for (qsizetype run = 0; run < runs.size(); ++run)
        for (const RecipeField& field : runs[run].fields) {
            const auto known = places.constFind(field.key);
            const qsizetype place = known == places.constEnd() ? rows.size() : *known;
            if (place == rows.size()) {
                places.insert(field.key, place);
                rows.append({field.key, QStringList(runs.size())});
            }
            rows[place].values[run] = field.value;
        }
    if (runs.size() > 1)
        rows.removeIf([](const ConfigurationRow& row) {
            return std::all_of(row.values.begin(), row.values.end(),
                [&](const QString& value) { return value == row.values.front(); });
        });
    return rows;
}

void ConfigurationModel::setRuns(QVector<ConfiguredRun> runs)
{
    beginResetModel();
    m_rows = configurationDifference(runs);
    m_runs = std::move(runs);
    m_shortNames.clear();
    endResetModel();
}

void ConfigurationModel::setShortNames(QStringList names)
{
    if (names.size() != m_runs.size() || names == m_shortNames)
        return;
    m_shortNames = std::move(names);
    if (!m_runs.isEmpty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 1, columnCount() - 1);
}

int ConfigurationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConfigurationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_runs.size());
}

QVariant ConfigurationModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const ConfigurationRow& row = m_rows[index.row()];
    const QString text = index.column() == 0 ? row.key : row.values[index.column() - 1];
    if (role == Qt::ToolTipRole)
        return text;
    return text.isEmpty() ? QStringLiteral("–") : text.simplified();
}

QVariant ConfigurationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > m_runs.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (section == 0)
        return role == Qt::DisplayRole ? tr("Key") : QVariant();
    const ConfiguredRun& run = m_runs[section - 1];
    if (role == Qt::DisplayRole && !m_shortNames.isEmpty())
        return m_shortNames[section - 1];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return run.name;
    return role == Qt::DecorationRole && !run.mark.isNull() ? QVariant(run.mark) : QVariant();
}

} // namespace interweave::ui
