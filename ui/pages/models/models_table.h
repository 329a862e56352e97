// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/model_table_model.h"
#include "ui/models/search_filter.h"

#include <QTableView>

namespace interweave::ui {

/// Models and data sets as a table: searched, sorted, one chosen.
class ModelsTable : public QTableView {
    Q_OBJECT

public:
    explicit ModelsTable(ModelTableModel& model, QWidget* parent = nullptr);

    void setSearch(const QString& words);
    int shownRows() const { return m_filter.rowCount(); }
    QString chosen() const; // its key; empty: none
    void choose(const QString& key);

Q_SIGNALS:
    void chosenChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fitColumns();
    void restoreChoice();

    SearchFilter m_filter;
    QString m_search;
    QString m_chosen;
};

} // namespace interweave::ui
