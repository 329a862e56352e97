// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/sweep.h"
#include "core/api/sweep_store.h"

#include <QAbstractTableModel>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace interweave::ui {

/// The runs of a sweep in the order in which they are done: what they are, how far, their main
/// figure, that of the task that was trained, and what they set that not all of them set.
class SweepRunModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Run, State, Figure, Settings, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// In the place of what is there. name: the sweep's, which its runs' names begin with.
    void setRuns(const QString& name, std::vector<SweepRunState> runs);
    const std::vector<SweepRunState>& runs() const { return m_runs; }
    int done() const;
    /// What the sweep is at, of which the store does not know yet.
    void setProgress(const SweepProgress& progress);
    /// How far the run that it is at has been trained, or measured.
    void setStep(int64_t step, int64_t steps);
    /// Nothing goes on any more.
    void setIdle();
    /// Its id in the store; empty while it has none.
    QString runId(int row) const;
    QStringList runIds() const; // of those that are trained

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString nameText(int row) const;
    QString stateText(int row) const;
    const TaskResult* mainResult(const SweepRunState& run) const;
    QString figureText(int row) const;
    QString settingsText(int row) const;
    QString toolTip(int row, int column) const;
    bool canHaveFailed(const std::string& name) const;
    void rowChanged(int row);

    QString m_name;
    std::vector<SweepRunState> m_runs;
    std::set<std::string> m_common; // settings of all runs
    std::string m_task; // whose figure is shown
    int m_at = -1; // the row of what goes on
    QString m_phase; // SweepProgress's
    std::map<std::string, QString> m_failures; // by the run's name, of this session: the store may
                                               // not know of them
    int64_t m_step = 0;
    int64_t m_steps = 0;
};

} // namespace interweave::ui
