// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"

#include <QAbstractTableModel>

namespace interweave::ui {

/// Every score with its interval: a row for each task, a column for each voice.
class ForgettingTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Task, Metric, Rows, FirstVoice };

    using QAbstractTableModel::QAbstractTableModel;

    void setView(ForgettingView view);
    /// With a heading line; task, metric, rows, then value, low and high of each voice, shares as
    /// shares of 1. Comma-separated, UTF-8.
    QString csv() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ForgettingTask& task, int column) const;
    QString unit(const ForgettingTask& task) const;

    ForgettingView m_view;
};

} // namespace interweave::ui
