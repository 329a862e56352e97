// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "ui/models/forgetting_figures.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTableView;

namespace interweave::ui {

class BarChart;
class ForgettingTable;
class RadarChart;
class Segmented;

/// Score per task: bars of the base and each run, those of text tasks on a scale of their own, with
/// the paper's figures over them on demand; all of it as a table; or what was kept as a radar.
class ScoresCard : public Card {
    Q_OBJECT

public:
    explicit ScoresCard(ForgettingTable& table, QWidget* parent = nullptr);

    void setView(const ForgettingView& view);

private:
    enum Form { Bars, Table, Radar };

    void buildTable(ForgettingTable& table);
    void buildHeader();
    QWidget* chartPanel(QWidget* chart, QLabel* caption);
    void fill(BarChart& chart, const ScoreBars& bars);
    void fillRadar(const RetentionRadar& radar);
    void showPaper();
    void showForm();

    ScoreBars m_shareBars;
    BarChart* m_shares;
    BarChart* m_texts;
    QWidget* m_sharesPanel;
    QWidget* m_textsPanel;
    QHBoxLayout* m_charts;
    QTableView* m_tableView;
    RadarChart* m_radar;
    QLabel* m_radarCaption;
    QStackedWidget* m_stack; // by Form
    QCheckBox* m_paper;
    Segmented* m_form;
};

} // namespace interweave::ui
