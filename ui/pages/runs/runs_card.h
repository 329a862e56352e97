// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/run_table_model.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/widgets/card.h"

class QStackedWidget;

namespace interweave::ui {

class RunsTable;
class Segmented;

/// The table of runs, the one of deleted runs, and what can be done with the chosen ones.
class RunsCard : public Card {
    Q_OBJECT

public:
    explicit RunsCard(QWidget* parent = nullptr);

    void setRuns(QVector<RunRow> runs, QVector<RunRow> deleted);
    void setSearch(const QString& words);

    RunTableModel& model() { return m_runs; }
    RunActions& actions() { return m_actions; }
    RunsTable& table() const { return *m_table; }
    bool showsDeleted() const;
    /// There is neither a run nor a deleted one.
    bool isEmpty() const { return m_runs.runs().isEmpty() && m_deleted.runs().isEmpty(); }
    /// Of the table in front, in the order in which they stand there.
    QVector<RunRow> chosen() const;

Q_SIGNALS:
    void chosenChanged();
    void sideChanged();

private:
    enum Side { Runs, Deleted };

    RunsTable* addTable(RunTableModel& model, const QString& objectName, const QString& name,
        const QVector<RunActions::Kind>& menu);
    QWidget* actionRow(const QVector<RunActions::Kind>& kinds);
    void addMore(QWidget& row);
    void show(int side);
    void tell();

    RunActions m_actions;
    RunTableModel m_runs;
    RunTableModel m_deleted;
    QString m_search;
    bool m_read = false; // the runs have come
    QStackedWidget* m_stack;
    RunsTable* m_table;
    RunsTable* m_deletedTable;
    QWidget* m_runActions;
    QWidget* m_deletedActions;
    Segmented* m_side;
};

} // namespace interweave::ui
