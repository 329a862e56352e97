// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/run_table_model.h"
#include "ui/models/search_filter.h"

#include <QTableView>

namespace interweave::ui {

/// Runs as a table: searched, sorted, several chosen at once.
class RunsTable : public QTableView {
    Q_OBJECT

public:
    explicit RunsTable(RunTableModel& model, QWidget* parent = nullptr);

    void setSearch(const QString& words);
    /// What stands in the middle while there is no row.
    void setEmptyText(const QString& text);

    /// Their rows in the model, in the order in which they stand here.
    QVector<int> chosenRows() const;
    void choose(const QString& id);
    void editCell(const QString& id, RunTableModel::Column column);
    int shownRuns() const { return m_filter.rowCount(); }

Q_SIGNALS:
    /// Once for what happens at a time.
    void chosenChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fitColumns();

    SearchFilter m_filter;
    QString m_emptyText;
    QTimer* m_chosen;
    bool m_widthsTaken = false; // a person has set a column's width
    bool m_fitting = false;
};

} // namespace interweave::ui
