// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/curves_panel.h"

#include "ui/pages/train/figure_card.h"
#include "ui/pages/train/followed_run.h"
#include "ui/widgets/segmented.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QSlider>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kNameWidth = 200;
constexpr int kRedrawMs = 100;
constexpr int kFigureWidth = 330; // of a small chart, at least
constexpr int kFewestFigures = 2;
constexpr int kSpacing = 12;

} // namespace

CurvesPanel::CurvesPanel(const FollowedRun& run, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_loss(new LineChart(this))
    , m_smoothing(new QSlider(Qt::Horizontal, this))
    , m_smoothingText(new QLabel(this))
    , m_scale(new Segmented({tr("linear"), tr("log")}, this))
    , m_bar(new QProgressBar(this))
    , m_progress(new QLabel(this))
    , m_percent(new QLabel(this))
    , m_row(new QHBoxLayout)
    , m_redraw(new QTimer(this))
{
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpacing);
    m_lossCard = makeLossCard();
    column->addWidget(m_lossCard, 3);
    m_row->setSpacing(kSpacing);
    addFigures();
    column->addLayout(m_row, 2);

    m_redraw->setSingleShot(true);
    m_redraw->setInterval(kRedrawMs);
    connect(m_redraw, &QTimer::timeout, this, &CurvesPanel::showNow);
    link(m_loss);
    for (FigureCard* const figure : m_figures)
        link(&figure->chart());
    connect(&run, &FollowedRun::started, this, &CurvesPanel::showRun);
    connect(&run, &FollowedRun::described, this, &CurvesPanel::showRun);
    connect(&run, &FollowedRun::changed, this, &CurvesPanel::drawSoon);
    showSmoothing();
    setProgress({}, 0, 0);
}

Card* CurvesPanel::makeLossCard()
{
    auto* const card = new Card(tr("Loss"), this);
    card->setObjectName(QStringLiteral("lossCard"));
    m_loss->setObjectName(QStringLiteral("lossChart"));
    m_loss->setAccessibleName(tr("Loss over steps"));
    m_loss->setAxisLabels(tr("step"), tr("nats per answer token"));
    m_loss->setEmptyText(tr("The first step is on its way"));
    m_loss->setMinimumHeight(180);
    m_smoothing->setObjectName(QStringLiteral("smoothing"));
    m_smoothing->setAccessibleName(tr("Smoothing of the loss"));
    m_smoothing->setToolTip(tr("How much of the earlier loss each point keeps; the raw loss stays, "
                               "faintly"));
    m_smoothing->setRange(0, 99);
    m_smoothing->setValue(85);
    m_smoothing->setFixedWidth(96);
    m_smoothingText->setProperty("role", QStringLiteral("cardQualifier"));
    m_smoothingText->setMinimumWidth(
        m_smoothingText->fontMetrics().horizontalAdvance(tr("smoothing %1").arg("0.00")));
    m_smoothingText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_scale->setObjectName(QStringLiteral("lossScale"));
    m_scale->setToolTip(tr("How the loss axis runs"));
    card->addHeaderWidget(m_smoothingText);
    card->addHeaderWidget(m_smoothing);
    card->addHeaderWidget(m_scale);
    card->addWidget(m_loss, 1);
    card->addWidget(makeProgressRow());
    connect(m_smoothing, &QSlider::valueChanged, this, [this] {
        showSmoothing();
        drawSoon();
    });
    connect(m_scale, &Segmented::picked, this, [this](int index) { m_loss->setLogY(index == 1); });
    return card;
}

QWidget* CurvesPanel::makeProgressRow()
{
    auto* const line = new QWidget(this);
    auto* const row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_progress->setObjectName(QStringLiteral("trainProgress"));
    m_progress->setTextFormat(Qt::PlainText);
    m_bar->setObjectName(QStringLiteral("trainBar"));
    m_bar->setAccessibleName(tr("Steps taken"));
    m_bar->setTextVisible(false);
    m_bar->setMinimumWidth(80);
    m_percent->setProperty("role", QStringLiteral("secondary"));
    row->addWidget(m_progress);
    row->addWidget(m_bar, 1);
    row->addWidget(m_percent);
    return line;
}

void CurvesPanel::addFigures()
{
    int number = 0;
    for (const TrainFigure figure :
        {TrainFigure::Gate, TrainFigure::Speed, TrainFigure::Watched, TrainFigure::LearningRate}) {
        auto* const card = new FigureCard(number++, figure, this);
        m_row->addWidget(card, 1);
        m_figures << card;
        card->setVisible(number <= kFewestFigures); // until there is a width to go by
        connect(card, &FigureCard::figurePicked, this, &CurvesPanel::showNow);
    }
}

void CurvesPanel::link(LineChart* chart)
{
    m_charts << chart;
    connect(chart, &Chart::hovered, this, [this, chart](double x) {
        for (LineChart* const other : m_charts)
            if (other != chart)
                other->setCursor(x);
    });
}

void CurvesPanel::drawSoon()
{
    if (!m_redraw->isActive())
        m_redraw->start();
}

void CurvesPanel::showRun()
{
    const bool siamese = m_run.isSiamese();
    m_lossCard->setQualifier(fontMetrics().elidedText(m_run.name(), Qt::ElideMiddle, kNameWidth));
    // A run without a gate has nothing to show of one, and the other way round.
    if (m_figures[0]->figure() == TrainFigure::Gate && !siamese)
        m_figures[0]->setFigure(TrainFigure::GradientNorm);
    else if (m_figures[0]->figure() == TrainFigure::GradientNorm && siamese)
        m_figures[0]->setFigure(TrainFigure::Gate);
    drawSoon();
}

void CurvesPanel::setProgress(const QString& text, int64_t step, int64_t total)
{
    m_progress->setText(text);
    m_bar->setVisible(total > 0);
    m_percent->setVisible(total > 0);
    if (total <= 0)
        return;
    const auto percent = static_cast<int>(100 * step / total);
    m_bar->setValue(percent);
    m_percent->setText(tr("%1 %").arg(percent));
}

void CurvesPanel::showNow()
{
    const double smoothing = m_smoothing->value() / 100.0;
    m_loss->setLines(lossLines(m_run.curves(), m_run.isSiamese(), smoothing));
    for (FigureCard* const figure : m_figures)
        if (!figure->isHidden())
            figure->showCurves(m_run.curves());
    Q_EMIT drawing();
}

void CurvesPanel::showSmoothing()
{
    m_smoothingText->setText(
        tr("smoothing %1").arg(QString::number(m_smoothing->value() / 100.0, 'f', 2)));
}

void CurvesPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto most = static_cast<int>(m_figures.size());
    const int shown = std::clamp(width() / kFigureWidth, kFewestFigures, most);
    for (int i = 0; i < most; ++i)
        m_figures[i]->setVisible(i < shown);
    drawSoon(); // those that have just come to light
}

} // namespace interweave::ui
