// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "ui/widgets/card.h"

class QComboBox;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace interweave::ui {

class FlipModel;

/// The rows that a run's gate rescued and those that it lost; opens one in Compare.
class FlipsCard : public Card {
    Q_OBJECT

public:
    explicit FlipsCard(QWidget* parent = nullptr);

    void setView(const ForgettingView& view);

Q_SIGNALS:
    /// The run with the gate, and all that it was given.
    void openRequested(const QString& run, const QString& prompt);

private:
    void buildTable();
    void showChosen();
    /// Why there is no list.
    QString whyNone() const;

    ForgettingView m_view;
    FlipModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QComboBox* m_runs;
    QLabel* m_explanation;
    QStackedWidget* m_stack;
    QTableView* m_table;
    QLabel* m_nothing;
};

} // namespace interweave::ui
