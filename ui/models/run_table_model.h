// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/run_row.h"

#include <QAbstractTableModel>

namespace interweave::ui {

/// The runs of a workspace, oldest first. Name and tags can be edited: the new text is shown at
/// once and asked for by a signal; the next setRuns says what became of it.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Method, Model, Status, Steps, Created, Tags, Notes, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, // of the column's own type
        SearchRole, // all that a search looks at, in lower case
        IdRole,
        PlaceRole, // the run's place among all, by which it has its colour; −1: it has none
        StatusRole, // a RunSummary's
    };

    /// Deleted runs cannot be edited and have no place among the others.
    explicit RunTableModel(bool editable, QObject* parent = nullptr);

    /// In the place of what is there; what stays the same keeps its selection.
    void setRuns(QVector<RunRow> rows);
    /// The step of the run that is being trained, of which the store does not know yet.
    void setLiveStep(const QString& id, qint64 step);

    const QVector<RunRow>& runs() const { return m_rows; }
    /// nullptr where there is none.
    const RunRow* find(const QString& id) const;
    int rowOf(const QString& id) const; // -1 where there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    static QString columnName(int column);
    /// A status in the person's language.
    static QString statusText(const QString& status);
    /// What the table shows.
    static QString cellText(const RunRow& row, int column);

Q_SIGNALS:
    void renamed(const QString& id, const QString& name);
    void tagged(const QString& id, const QStringList& added, const QStringList& removed);

private:
    void removeGone(const QVector<RunRow>& rows);
    void placeRow(int place, RunRow row);
    QVariant sortValue(const RunRow& row, int column) const;
    QString toolTip(const RunRow& row, int column) const;

    const bool m_editable;
    QVector<RunRow> m_rows;
    QString m_liveId;
    qint64 m_liveStep = 0;
};

} // namespace interweave::ui
