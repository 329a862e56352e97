// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/scores_card.h"

#include "ui/models/forgetting_table.h"
#include "ui/pages/forgetting/voice_colour.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/radar_chart.h"
#include "ui/widgets/segmented.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace interweave::ui {

ScoresCard::ScoresCard(ForgettingTable& table, QWidget* parent)
    : Card({}, parent)
    , m_shares(new BarChart(this))
    , m_texts(new BarChart(this))
    , m_sharesPanel(chartPanel(m_shares, secondaryLabel(tr("Percent · higher is better"), this)))
    , m_textsPanel(chartPanel(m_texts, secondaryLabel(tr("Nats · lower is better"), this)))
    , m_charts(new QHBoxLayout)
    , m_tableView(new QTableView(this))
    , m_radar(new RadarChart(this))
    , m_radarCaption(secondaryLabel({}, this))
    , m_stack(new QStackedWidget(this))
    , m_paper(new QCheckBox(tr("Paper"), this))
    , m_form(new Segmented({tr("Chart"), tr("Table"), tr("Radar")}, this))
{
    m_shares->setObjectName(QStringLiteral("forgettingBars"));
    m_shares->setAccessibleName(tr("Scores of each task in percent"));
    m_shares->setEmptyText(tr("No task that is scored in percent was measured"));
    m_texts->setObjectName(QStringLiteral("forgettingTextBars"));
    m_texts->setAccessibleName(tr("Cross-entropy of each text"));
    m_textsPanel->setToolTip(
        tr("Cross-entropy per token of text that the runs were not trained on"));
    m_textsPanel->hide();
    m_radar->setObjectName(QStringLiteral("forgettingRadar"));
    m_radar->setAccessibleName(tr("What was kept of the base, task by task"));
    m_radarCaption->setObjectName(QStringLiteral("forgettingRadarCaption"));
    m_radarCaption->setWordWrap(true);

    auto* const charts = new QWidget(this);
    m_charts->setContentsMargins(0, 0, 0, 0);
    m_charts->setSpacing(16);
    m_charts->addWidget(m_sharesPanel, 4);
    m_charts->addWidget(m_textsPanel, 1);
    charts->setLayout(m_charts);
    buildTable(table);
    m_stack->insertWidget(Bars, charts);
    m_stack->insertWidget(Table, m_tableView);
    m_stack->insertWidget(Radar, chartPanel(m_radar, m_radarCaption));
    buildHeader();
    addWidget(m_stack, 1);
    setView({});
}

void ScoresCard::buildTable(ForgettingTable& table)
{
    m_tableView->setObjectName(QStringLiteral("forgettingTable"));
    m_tableView->setAccessibleName(tr("Scores with their intervals"));
    m_tableView->setModel(&table);
    m_tableView->verticalHeader()->hide();
    m_tableView->setShowGrid(false);
    m_tableView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tableView->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tableView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tableView->horizontalHeader()->setHighlightSections(false);
}

void ScoresCard::buildHeader()
{
    m_paper->setObjectName(QStringLiteral("forgettingPaper"));
    m_paper->setToolTip(
        tr("Marks what arXiv 2412.17383 reports of tasks of the same names, by its own measures: "
           "over the base its base, over a run the same PEFT method, over a run with a gate that "
           "method with IMSM. Point at a task to read which model and setting."));
    m_form->setObjectName(QStringLiteral("forgettingForm"));
    m_form->setAccessibleName(tr("Scores as chart, table or radar"));
    connect(m_paper, &QCheckBox::toggled, this, &ScoresCard::showPaper);
    connect(m_form, &Segmented::picked, this, &ScoresCard::showForm);
    addHeaderWidget(m_paper);
    addHeaderWidget(m_form);
}

QWidget* ScoresCard::chartPanel(QWidget* chart, QLabel* caption)
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
    m_shareBars = scoreBars(view, true);
    const ScoreBars textBars = scoreBars(view, false);
    fill(*m_shares, m_shareBars);
    fill(*m_texts, textBars);
    showPaper();
    fillRadar(retentionRadar(view));
    const auto texts = static_cast<int>(textBars.groups.size());
    const auto shares = static_cast<int>(m_shareBars.groups.size());
    m_textsPanel->setVisible(texts > 0);
    m_sharesPanel->setVisible(shares > 0 || texts == 0);
    // Bars about as wide in both, with room for each one's axis.
    m_charts->setStretch(0, 1 + 2 * shares);
    m_charts->setStretch(1, 1 + 2 * texts);
    showForm();
}

void ScoresCard::fill(BarChart& chart, const ScoreBars& bars)
{
    std::vector<BarSeries> series;
    for (const VoiceBars& voice : bars.voices) {
        BarSeries one{voice.name, [colour = voice.colour] { return colourOf(colour); }, {}};
        for (const std::optional<Estimate>& bar : voice.bars)
            one.bars.push_back(
                bar ? std::optional(Bar{bar->value, bar->low, bar->high}) : std::nullopt);
        series.push_back(std::move(one));
    }
    chart.setBars(bars.groups, std::move(series));
}

void ScoresCard::fillRadar(const RetentionRadar& radar)
{
    std::vector<RadarSeries> series;
    for (const VoiceRing& voice : radar.voices)
        series.push_back({voice.name, [colour = voice.colour] { return colourOf(colour); },
            voice.percent, voice.colour.kind != VoiceColour::Kind::Base});
    m_radar->setEmptyText(
        tr("A radar takes three tasks that are scored in percent and that the base can do; here "
           "are %1.")
            .arg(radar.tasks.size()));
    m_radar->setSeries(radar.tasks, std::move(series));
    QString caption = tr("Percent of the base's score, whose ring is 100 %.");
    if (!radar.leftOut.isEmpty())
        caption += QLatin1Char(' ')
            + tr("Without %1: the base has no score above 0")
                  .arg(radar.leftOut.join(QStringLiteral(", ")));
    m_radarCaption->setText(caption);
}

void ScoresCard::showPaper()
{
    std::vector<BarReference> references;
    if (m_paper->isChecked())
        for (const PaperBar& bar : m_shareBars.paper)
            references.push_back({bar.group, bar.voice, bar.percent, bar.name});
    m_shares->setReferences(std::move(references));
}

void ScoresCard::showForm()
{
    m_stack->setCurrentIndex(m_form->chosen());
    setTitle(m_form->chosen() == Radar ? tr("What was kept of the base")
                                       : tr("Score per task, 95 % intervals"));
    m_paper->setVisible(m_form->chosen() == Bars && !m_shareBars.paper.empty());
}

} // namespace interweave::ui
