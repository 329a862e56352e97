// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_table_model.h"

#include "core/support/number_text.h"

#include <algorithm>

namespace interweave::ui {

namespace {

bool isNumber(int column)
{
    return column == ModelTableModel::Size || column == ModelTableModel::Runs;
}

} // namespace

void ModelTableModel::setRows(QVector<ModelRow> rows)
{
    const bool same = std::equal(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(),
        [](const ModelRow& a, const ModelRow& b) { return a.key == b.key; });
    if (!same) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (int place = 0; place < m_rows.size(); ++place)
        if (m_rows[place] != rows[place]) {
            m_rows[place] = std::move(rows[place]);
            Q_EMIT dataChanged(index(place, 0), index(place, ColumnCount - 1));
        }
}

void ModelTableModel::setBusy(const QString& key, const QString& text)
{
    if (m_busy.value(key) == text)
        return;
    if (text.isEmpty())
        m_busy.remove(key);
    else
        m_busy[key] = text;
    if (const int place = placeOf(key); place >= 0)
        Q_EMIT dataChanged(index(place, State), index(place, State));
}

const ModelRow* ModelTableModel::find(const QString& key) const
{
    const int place = placeOf(key);
    return place < 0 ? nullptr : &m_rows[place];
}

int ModelTableModel::placeOf(const QString& key) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const ModelRow& row) { return row.key == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ModelTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ModelTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ModelTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ModelRow& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return cellText(row, index.column());
    case Qt::ToolTipRole: return toolTip(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(
            Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole:
        return index.column() == Size ? QVariant(row.bytes)
            : index.column() == Runs  ? QVariant(qint64(row.runs))
                                      : QVariant(cellText(row, index.column()));
    case SearchRole:
        return QStringList{
            row.name, kindText(row.kind), row.revisions, cellText(row, State), row.folder}
            .join(u'\n')
            .toLower();
    case KeyRole: return row.key;
    case StateRole: return isBusy(row.key) ? -1 : static_cast<int>(stateOf(row));
    default: return {};
    }
}

QVariant ModelTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole)
        return section == Size ? tr("On disk, all revisions together. Click to sort.")
            : section == Runs  ? tr("Runs that were trained from it. Click to sort.")
                               : tr("Click to sort.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case Kind: return tr("Kind");
    case Size: return tr("Size");
    case State: return tr("State");
    case Revisions: return tr("Revision");
    case Runs: return tr("Runs");
    default: return {};
    }
}

QString ModelTableModel::cellText(const ModelRow& row, int column) const
{
    const QString none = QStringLiteral("–");
    switch (column) {
    case Name: return row.name;
    case Kind: return kindText(row.kind);
    case Size: return row.bytes > 0 ? QString::fromStdString(formatBytes(row.bytes)) : none;
    case State: return m_busy.value(row.key, shortStateText(row));
    case Revisions: return row.revisions.isEmpty() ? none : row.revisions;
    case Runs: return row.runs > 0 ? QString::number(row.runs) : none;
    default: return {};
    }
}

QString ModelTableModel::toolTip(const ModelRow& row, int column) const
{
    switch (column) {
    case Name: return row.name + u'\n' + row.folder;
    case State: return m_busy.value(row.key, stateText(row));
    default: return cellText(row, column);
    }
}

} // namespace interweave::ui
