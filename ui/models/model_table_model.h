// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/model_row.h"
#include "ui/models/run_table_model.h"

#include <QAbstractTableModel>
#include <QMap>

namespace interweave::ui {

/// Models and data sets on this machine, in the order given.
class ModelTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Kind, Size, State, Revisions, Runs, ColumnCount };
    enum Role {
        SortRole = RunTableModel::SortRole, // as SearchFilter reads them
        SearchRole = RunTableModel::SearchRole,
        KeyRole,
        StateRole, // a ModelState's number; of one that is busy: −1
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// In the place of what is there; resets where others have come or gone.
    void setRows(QVector<ModelRow> rows);
    /// What is being done with it, in the place of its state; empty: nothing.
    void setBusy(const QString& key, const QString& text);
    bool isBusy(const QString& key) const { return m_busy.contains(key); }

    const QVector<ModelRow>& rows() const { return m_rows; }
    /// nullptr where there is none.
    const ModelRow* find(const QString& key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int placeOf(const QString& key) const; // −1 where there is none
    QString cellText(const ModelRow& row, int column) const;
    QString toolTip(const ModelRow& row, int column) const;

    QVector<ModelRow> m_rows;
    QMap<QString, QString> m_busy;
};

} // namespace interweave::ui
