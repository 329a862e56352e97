// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/data_words.h"

#include <QAbstractTableModel>

namespace interweave::ui {

/// Lines of a file and what is found there.
class FindingModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Line, What, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(QVector<DataFinding> findings);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVector<DataFinding> m_findings;
};

} // namespace interweave::ui
