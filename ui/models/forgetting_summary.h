// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"

#include <QAbstractTableModel>

namespace interweave::ui {

/// What each run gained and lost: a column for each run, a row for each measure. The
/// cross-entropy's row is there where a text was measured.
class ForgettingSummary : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Row { TargetGain, AverageForgetting, Retained, WorstTask, CrossEntropyRise };

    using QAbstractTableModel::QAbstractTableModel;

    void setView(ForgettingView view);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const RunOutcome& run, int row) const;
    static QString explanation(int row);

    ForgettingView m_view;
};

} // namespace interweave::ui
