// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/scores_card.h"

#include "ui/models/forgetting_figures.h"
#include "ui/models/forgetting_table.h"
#include "ui/pages/forgetting/voice_colour.h"
#include "ui/plots/bar_chart.h"
#include "ui/widgets/segmented.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace interweave::ui {

ScoresCard::ScoresCard(ForgettingTable& table, QWidget* parent)
    : Card(tr("Score per task, 95 % intervals"), parent)
    , m_shares(new BarChart(this))
    , m_texts(new BarChart(this))
    , m_sharesPanel(chartPanel(m_shares, secondaryLabel(tr("Percent · higher is better"), this)))
    , m_textsPanel(chartPanel(m_texts, secondaryLabel(tr("Nats · lower is better"), this)))
    , m_charts(new QHBoxLayout)
    , m_tableView(new QTableView(this))
{
    m_shares->setObjectName(QStringLiteral("forgettingBars"));
    m_shares->setAccessibleName(tr("Scores of each task in percent"));
    m_shares->setEmptyText(tr("No task that is scored in percent was measured"));
    m_texts->setObjectName(QStringLiteral("forgettingTextBars"));
    m_texts->setAccessibleName(tr("Cross-entropy of each text"));
    m_textsPanel->setToolTip(
        tr("Cross-entropy per token of text that the runs were not trained on"));
    m_textsPanel->hide();

    m_tableView->setObjectName(QStringLiteral("forgettingTable"));
    m_tableView->setAccessibleName(tr("Scores with their intervals"));
    m_tableView->setModel(&table);
    m_tableView->verticalHeader()->hide();
    m_tableView->setShowGrid(false);
    m_tableView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tableView->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tableView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tableView->horizontalHeader()->setHighlightSections(false);

    auto* const charts = new QWidget(this);
    m_charts->setContentsMargins(0, 0, 0, 0);
    m_charts->setSpacing(16);
    m_charts->addWidget(m_sharesPanel, 4);
    m_charts->addWidget(m_textsPanel, 1);
    charts->setLayout(m_charts);
    auto* const stack = new QStackedWidget(this);
    stack->addWidget(charts);
    stack->addWidget(m_tableView);
    auto* const form = new Segmented({tr("Chart"), tr("Table")}, this);
    form->setObjectName(QStringLiteral("forgettingForm"));
    form->setAccessibleName(tr("Scores as chart or table"));
    connect(form, &Segmented::picked, stack, &QStackedWidget::setCurrentIndex);
    addHeaderWidget(form);
    addWidget(stack, 1);
}

QWidget* ScoresCard::chartPanel(BarChart* chart, QLabel* caption)
{
    auto* const panel = new QWidget(this);
    auto* const column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(caption);
    column->addWidget(chart, 1);
    return panel;
}

void ScoresCard::setView(const ForgettingView& view)
{
    fill(*m_shares, view, true);
    fill(*m_texts, view, false);
    const auto texts = static_cast<int>(scoreBars(view, false).groups.size());
    const int shares = static_cast<int>(view.tasks.size()) - texts;
    m_textsPanel->setVisible(texts > 0);
    m_sharesPanel->setVisible(shares > 0 || texts == 0);
    // Bars about as wide in both, with room for each one's axis.
    m_charts->setStretch(0, 1 + 2 * shares);
    m_charts->setStretch(1, 1 + 2 * texts);
}

void ScoresCard::fill(BarChart& chart, const ForgettingView& view, bool shares)
{
    ScoreBars bars = scoreBars(view, shares);
    std::vector<BarSeries> series;
    for (const VoiceBars& voice : bars.voices) {
        BarSeries one{voice.name, [colour = voice.colour] { return colourOf(colour); }, {}};
        for (const std::optional<Estimate>& bar : voice.bars)
            one.bars.push_back(
                bar ? std::optional(Bar{bar->value, bar->low, bar->high}) : std::nullopt);
        series.push_back(std::move(one));
    }
    chart.setBars(std::move(bars.groups), std::move(series));
}

} // namespace interweave::ui
