// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"

#include <QAbstractTableModel>

#include <vector>

namespace interweave::ui {

/// What each run gained and lost: a column for each run, a row for each measure. The rows of
/// transfer are there where a run goes on from another one's adapter, the cross-entropy's where a
/// text was measured.
class ForgettingSummary : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Measure {
        TargetGain,
        AverageForgetting,
        Retained,
        WorstTask,
        BackwardTransfer,
        ForwardTransfer,
        CrossEntropyRise
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setView(ForgettingView view);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const RunOutcome& run, Measure measure) const;
    static QString explanation(Measure measure);
    /// What the run learned, where the measure is of a sequence.
    static QString sequence(const RunOutcome& run, Measure measure);

    ForgettingView m_view;
    std::vector<Measure> m_measures; // by row
};

} // namespace interweave::ui
