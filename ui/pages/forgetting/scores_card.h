// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "ui/widgets/card.h"

class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTableView;

namespace interweave::ui {

class BarChart;
class ForgettingTable;

/// Score per task: bars of the base and each run, those of text tasks on a scale of their own, or
/// all of it as a table.
class ScoresCard : public Card {
    Q_OBJECT

public:
    explicit ScoresCard(ForgettingTable& table, QWidget* parent = nullptr);

    void setView(const ForgettingView& view);

private:
    QWidget* chartPanel(BarChart* chart, QLabel* caption);
    void fill(BarChart& chart, const ForgettingView& view, bool shares);

    BarChart* m_shares;
    BarChart* m_texts;
    QWidget* m_sharesPanel;
    QWidget* m_textsPanel;
    QHBoxLayout* m_charts;
    QTableView* m_tableView;
};

} // namespace interweave::ui
