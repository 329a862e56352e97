// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/curves_card.h"

#include "core/support/number_text.h"
#include "ui/plots/line_chart.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

namespace interweave::ui {

namespace {

constexpr int kSmoothing = 60; // per cent, at the start
constexpr int kHeaderHeight = 31; // that of the card beside it, which has buttons
constexpr qsizetype kRawRuns = 12; // of more than these the raw traces would hide the curves

} // namespace

CurvesCard::CurvesCard(LibraryThread& library, QWidget* parent)
    : Card(tr("Curves of the chosen runs"), parent)
    , m_reader(library)
{
    auto* const controls = new QHBoxLayout;
    controls->setSpacing(12);
    body()->addLayout(controls);
    m_series[0] = addChart(0, controls);
    m_logY = new QCheckBox(tr("Log y"), this);
    m_logY->setObjectName(QStringLiteral("curvesLogY"));
    m_logY->setToolTip(tr("Draw the upper chart's values on a logarithmic axis"));
    controls->addWidget(m_logY);
    controls->addStretch(1);
    addHeaderWidget(smoothingControl());

    auto* const below = new QHBoxLayout;
    body()->addLayout(below);
    m_series[1] = addChart(1, below);
    below->addStretch(1);

    m_reader.setSmoothing(kSmoothing / 100.0);
    connect(m_logY, &QCheckBox::toggled, m_charts[0], &LineChart::setLogY);
    connect(m_charts[0], &LineChart::hovered, m_charts[1], &LineChart::setCursor);
    connect(m_charts[1], &LineChart::hovered, m_charts[0], &LineChart::setCursor);
    connect(&m_reader, &CurveReader::namesRead, this, &CurvesCard::offerNames);
    connect(&m_reader, &CurveReader::ready, this, &CurvesCard::showCurves);
    connect(&m_reader, &CurveReader::failed, this, &CurvesCard::failed);
    connect(&m_reader, &CurveReader::reading, this, [this](int done, int total) {
        setQualifier(tr("reading curves, %1 of %2").arg(done).arg(total));
    });
}

QComboBox* CurvesCard::addChart(qsizetype place, QLayout* controls)
{
    const QString which
        = place == 0 ? tr("Figure of the upper chart") : tr("Figure of the lower chart");
    auto* const series = new QComboBox(this);
    series->setObjectName(QStringLiteral("curvesSeries%1").arg(place));
    series->setAccessibleName(which);
    series->setToolTip(which);
    series->setMinimumContentsLength(14);
    series->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    QSizePolicy stays = series->sizePolicy(); // nothing moves when the first run is chosen
    stays.setRetainSizeWhenHidden(true);
    series->setSizePolicy(stays);
    series->hide();
    controls->addWidget(series);

    auto* const chart = new LineChart(this);
    chart->setObjectName(QStringLiteral("curvesChart%1").arg(place));
    chart->setAccessibleName(
        place == 0 ? tr("Upper chart of curves") : tr("Lower chart of curves"));
    chart->setMinimumHeight(90);
    body()->addWidget(chart, place == 0 ? 3 : 2);
    m_charts[static_cast<size_t>(place)] = chart;
    connect(series, &QComboBox::activated, this, [this, place, series] {
        m_picked[static_cast<size_t>(place)] = series->currentText();
        wantSeries();
    });
    return series;
}

QWidget* CurvesCard::smoothingControl()
{
    auto* const control = new QWidget(this);
    control->setMinimumHeight(kHeaderHeight);
    auto* const row = new QHBoxLayout(control);
    row->setContentsMargins(0, 0, 0, 0);
    QLabel* const label = secondaryLabel(tr("Smoothing"), control);
    QLabel* const value = secondaryLabel(QString(), control);
    value->setObjectName(QStringLiteral("curvesSmoothingValue"));
    value->setMinimumWidth(value->fontMetrics().horizontalAdvance(QStringLiteral("0.00")));
    m_smoothing = new QSlider(Qt::Horizontal, control);
    m_smoothing->setObjectName(QStringLiteral("curvesSmoothing"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("How much of each value is taken from those before it. "
                               "The raw values stay behind the curve."));
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(96);
    label->setBuddy(m_smoothing);
    row->addWidget(label);
    row->addWidget(m_smoothing);
    row->addWidget(value);
    connect(m_smoothing, &QSlider::valueChanged, this, [this, value](int percent) {
        value->setText(QString::fromStdString(formatFixed(percent / 100.0, 2)));
        m_reader.setSmoothing(percent / 100.0);
    });
    m_smoothing->setValue(kSmoothing);
    return control;
}

void CurvesCard::setRuns(QVector<CurveRun> runs)
{
    m_reader.setRuns(std::move(runs));
}

/// Keeps what a person picked where one of the runs has it.
void CurvesCard::offerNames(const QStringList& names)
{
    const std::array<QStringList, kCharts> defaults{QStringList{QStringLiteral("loss")},
        QStringList{QStringLiteral("gate_mean"), QStringLiteral("learning_rate")}};
    for (size_t place = 0; place < kCharts; ++place) {
        QComboBox& series = *m_series[place];
        if (names == m_names)
            continue; // its list may be open
        const QSignalBlocker quiet(series);
        series.clear();
        series.addItems(names);
        for (const QString& wanted : QStringList{m_picked[place]} + defaults[place])
            if (names.contains(wanted)) {
                series.setCurrentText(wanted);
                break;
            }
        series.setVisible(!names.isEmpty());
    }
    m_names = names;
    wantSeries();
}

void CurvesCard::wantSeries()
{
    m_reader.setSeries({m_series[0]->currentText(), m_series[1]->currentText()});
}

void CurvesCard::showCurves()
{
    const QVector<CurveRun>& runs = m_reader.runs();
    const bool raw = runs.size() <= kRawRuns && m_smoothing->value() > 0;
    for (size_t place = 0; place < kCharts; ++place) {
        const QVector<Curve>& curves = m_reader.curves(static_cast<qsizetype>(place));
        std::vector<Line> lines;
        for (qsizetype i = 0; i < runs.size(); ++i) {
            if (curves[i].x.isEmpty())
                continue;
            Line& line = lines.emplace_back();
            line.name = runs[i].name;
            line.x = curves[i].x;
            line.y = curves[i].smooth;
            if (raw)
                line.raw = curves[i].y;
            line.colour = [run = runs[i].place] { return runColour(run); };
        }
        m_charts[place]->setAxisLabels(place == 1 ? tr("Step") : QString(), QString());
        m_charts[place]->setEmptyText(!runs.isEmpty() ? tr("Nothing was recorded")
                : place == 0 ? tr("Choose runs in the table to see their curves")
                             : QString());
        m_charts[place]->setLines(std::move(lines));
    }
    setQualifier({});
}

} // namespace interweave::ui
