// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_table_model.h"

#include <QSet>

#include <algorithm>

namespace interweave::ui {

namespace {

/// By which a sweep finds its runs again (core/api/sweep_store.h): nothing for people.
bool isPlanTag(const QString& tag)
{
    return tag.startsWith(QStringLiteral("plan:"));
}

} // namespace

RunTableModel::RunTableModel(bool editable, QObject* parent)
    : QAbstractTableModel(parent)
    , m_editable(editable)
{
}

void RunTableModel::setRuns(QVector<RunRow> rows)
{
    for (RunRow& row : rows)
        if (row.id == m_liveId)
            row.step = std::max(row.step, m_liveStep);
    if (m_rows.isEmpty()) { // at once: nothing is chosen that could stay
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    removeGone(rows);
    for (int place = 0; place < rows.size(); ++place)
        placeRow(place, std::move(rows[place]));
}

void RunTableModel::removeGone(const QVector<RunRow>& rows)
{
    QSet<QString> stay;
    for (const RunRow& row : rows)
        stay.insert(row.id);
    for (int place = static_cast<int>(m_rows.size()) - 1; place >= 0; --place)
        if (!stay.contains(m_rows[place].id)) {
            beginRemoveRows({}, place, place);
            m_rows.removeAt(place);
            endRemoveRows();
        }
}

/// Makes `row` the one at `place`; those before it are right already.
void RunTableModel::placeRow(int place, RunRow row)
{
    if (place >= m_rows.size() || m_rows[place].id != row.id) {
        if (const int old = rowOf(row.id); old >= 0) {
            beginRemoveRows({}, old, old);
            m_rows.removeAt(old);
            endRemoveRows();
        }
        beginInsertRows({}, place, place);
        m_rows.insert(place, std::move(row));
        endInsertRows();
    } else if (m_rows[place] != row) {
        m_rows[place] = std::move(row);
        Q_EMIT dataChanged(index(place, 0), index(place, ColumnCount - 1));
    }
}

void RunTableModel::setLiveStep(const QString& id, qint64 step)
{
    m_liveId = id;
    m_liveStep = step;
    const int place = rowOf(id);
    if (place < 0 || m_rows[place].step >= step)
        return;
    m_rows[place].step = step;
    Q_EMIT dataChanged(index(place, Steps), index(place, Steps));
}

const RunRow* RunTableModel::find(const QString& id) const
{
    const int place = rowOf(id);
    return place < 0 ? nullptr : &m_rows[place];
}

int RunTableModel::rowOf(const QString& id) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const RunRow& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunRow& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return cellText(row, index.column());
    case Qt::EditRole: return index.column() == Name ? row.name : cellText(row, index.column());
    case Qt::ToolTipRole: return toolTip(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(
            Qt::AlignVCenter | (index.column() == Steps ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole: return sortValue(row, index.column());
    case SearchRole:
        return QStringList{row.name, row.id, row.tags.join(u' '), row.notes, row.status,
            statusText(row.status), row.modelName, row.method}
            .join(u'\n')
            .toLower();
    case IdRole: return row.id;
    case PlaceRole: return m_editable ? row.place : -1;
    case StatusRole: return row.status;
    default: return {};
    }
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    RunRow& row = m_rows[index.row()];
    const QString id = row.id;
    if (index.column() == Name) {
        const QString name = value.toString().trimmed();
        if (name.isEmpty() || name == row.name)
            return false;
        row.name = name;
        Q_EMIT dataChanged(index, index);
        Q_EMIT renamed(id, name);
        return true;
    }
    QStringList tags = tagsOf(value.toString());
    for (const QString& tag : row.tags)
        if (isPlanTag(tag) && !tags.contains(tag)) // it is not seen, and stays
            tags << tag;
    tags.sort();
    QStringList added = tags;
    QStringList removed = row.tags;
    added.removeIf([&](const QString& tag) { return row.tags.contains(tag); });
    removed.removeIf([&](const QString& tag) { return tags.contains(tag); });
    if (added.isEmpty() && removed.isEmpty())
        return false;
    row.tags = tags;
    Q_EMIT dataChanged(index, index);
    Q_EMIT tagged(id, added, removed);
    return true;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return columnName(section);
    if (role == Qt::ToolTipRole)
        return section == Created ? tr("When the run began, local time. Click to sort.")
            : section == Steps    ? tr("Steps taken, of all steps. Click to sort.")
                                  : tr("Click to sort.");
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Steps ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (m_editable && (index.column() == Name || index.column() == Tags))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QString RunTableModel::columnName(int column)
{
    switch (column) {
    case Name: return tr("Run");
    case Method: return tr("Method");
    case Model: return tr("Model");
    case Status: return tr("State");
    case Steps: return tr("Steps");
    case Created: return tr("Created");
    case Tags: return tr("Tags");
    case Notes: return tr("Notes");
    default: return {};
    }
}

QString RunTableModel::statusText(const QString& status)
{
    if (status == u"running")
        return tr("running");
    if (status == u"paused")
        return tr("paused");
    if (status == u"stopped")
        return tr("stopped");
    if (status == u"finished")
        return tr("finished");
    if (status == u"failed")
        return tr("failed");
    if (status == u"interrupted")
        return tr("cut off");
    if (status == u"missing")
        return tr("folder missing");
    return status;
}

QString RunTableModel::cellText(const RunRow& row, int column)
{
    switch (column) {
    case Name: return row.name.isEmpty() ? row.id : row.name;
    case Method: return row.method.isEmpty() ? QStringLiteral("–") : row.method;
    case Model: return row.modelName.isEmpty() ? QStringLiteral("–") : row.modelName;
    case Status: return statusText(row.status);
    case Steps: return stepsText(row.step, row.steps);
    case Created: return createdText(row);
    case Tags: {
        QStringList tags = row.tags;
        tags.removeIf(isPlanTag);
        return tags.join(QStringLiteral(", "));
    }
    case Notes: return row.notes.simplified();
    default: return {};
    }
}

QVariant RunTableModel::sortValue(const RunRow& row, int column) const
{
    switch (column) {
    case Steps: return row.step;
    case Created: return row.created;
    default: return cellText(row, column);
    }
}

QString RunTableModel::toolTip(const RunRow& row, int column) const
{
    switch (column) {
    case Name: return row.name == row.id ? row.id : row.name + u'\n' + row.id;
    case Model: return row.model;
    case Status: return row.error.isEmpty() ? statusText(row.status) : row.error;
    case Notes: return row.notes;
    default: return cellText(row, column);
    }
}

} // namespace interweave::ui
