// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/row_flips.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>

namespace interweave::ui {

/// The rows that one run's gate rescued, then those that it lost: which, and the first word at
/// which its answer and the tuned one part.
class FlipModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Row, Task, Parting, Base, ColumnCount };
    enum Role {
        PromptRole = Qt::UserRole, // all that the model was given
        RescuedRole, // bool
        SortRole, // the rescued before the lost, tasks in their order
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// tasks: labels by FlippedRow::task.
    void show(std::shared_ptr<const RowFlips> flips, QStringList tasks);
    void clear() { show(std::make_shared<const RowFlips>(), {}); }
    const RowFlips& flips() const { return *m_flips; }

    /// "18 rescued · 5 lost"; empty where nothing was compared.
    QString summary() const;
    /// Whose rows are held against whose, how many, and how many of the rescued the base could do.
    QString explanation() const;
    /// Why another run's tuned branch takes part; empty where it is the run's own.
    QString reason() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const FlippedRow& row, int column) const;
    static QString partingOf(const FlippedRow& row);
    QString kindOf(const FlippedRow& row) const;
    QString toolTip(const FlippedRow& row) const;

    std::shared_ptr<const RowFlips> m_flips = std::make_shared<const RowFlips>();
    QStringList m_tasks;
};

} // namespace interweave::ui
