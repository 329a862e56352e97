// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/learning_card.h"

#include "ui/pages/forgetting/voice_colour.h"
#include "ui/plots/scatter_chart.h"
#include "ui/widgets/segmented.h"

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr double kPoints = 100.0; // of a share
constexpr double kLeastPoints = 10.0; // on an axis: less would draw noise as if it were much
constexpr double kLeastNats = 0.02;

/// A place between learning and forgetting; absent where it has not both.
std::optional<ScatterPoint> placed(const LearningFigures& figures, ForgettingMeasure measure)
{
    const bool byText = measure == ForgettingMeasure::TextRise;
    if (!figures.learned || (byText ? !figures.rise : !figures.forgotten))
        return std::nullopt;
    const Estimate& x = *figures.learned;
    const double factor = byText ? 1.0 : kPoints;
    const Estimate y
        = byText ? Estimate{*figures.rise, *figures.rise, *figures.rise} : *figures.forgotten;
    return ScatterPoint{{}, kPoints * x.value, kPoints * x.low, kPoints * x.high, factor * y.value,
        factor * y.low, factor * y.high, {}};
}

QString nameOf(Blend::Kind kind)
{
    return kind == Blend::Kind::AdapterScale ? LearningCard::tr("adapter scale")
                                             : LearningCard::tr("logit mix");
}

/// Steps without bars: eleven of them would hide what they stand for.
ScatterCurve curveOf(
    const LearningPoint& run, const LearningCurve& curve, ForgettingMeasure measure)
{
    ScatterCurve drawn;
    drawn.name = nameOf(curve.kind);
    for (const LearningCurve::Step& step : curve.steps)
        if (auto point = placed(step.figures, measure)) {
            point->name = QStringLiteral("%1, %2 %3")
                              .arg(QString::fromStdString(run.label), nameOf(curve.kind))
                              .arg(step.tuned, 0, 'g', 2);
            point->xLow = point->xHigh = point->x;
            point->yLow = point->yHigh = point->y;
            drawn.steps.push_back(std::move(*point));
        }
    return drawn;
}

} // namespace

LearningCard::LearningCard(QWidget* parent)
    : Card(tr("Learning against forgetting"), parent)
    , m_chart(new ScatterChart(this))
    , m_choice(new Segmented({tr("Points"), tr("Nats")}, this))
{
    setQualifier(tr("all evaluated runs · right and down is better"));
    setToolTip(
        tr("Right: points gained on the tasks that rose. Up: points lost on the others, or the "
           "rise of the cross-entropy of text. From the stored scores with their 95 % intervals; "
           "a task rose where its interval lies above the base's. Dotted: those that no other "
           "outdoes. Curves: a chosen run's adapter scaled down, or its logits mixed with the "
           "base's. Click a point to show or leave out its run."));
    m_choice->setObjectName(QStringLiteral("forgettingMeasure"));
    m_choice->setAccessibleName(tr("What forgetting is measured by"));
    addHeaderWidget(m_choice);
    m_chart->setObjectName(QStringLiteral("forgettingScatter"));
    m_chart->setAccessibleName(tr("Learning against forgetting of all evaluated runs"));
    m_chart->setEmptyText(tr("Runs that were measured together with their base appear here"));
    addWidget(m_chart, 1);
    connect(m_choice, &Segmented::picked, this, [this](int index) {
        m_picked = index == 0 ? ForgettingMeasure::Points : ForgettingMeasure::TextRise;
        draw();
    });
    connect(m_chart, &ScatterChart::pointClicked, this, [this](int point) {
        if (point >= 0 && point < m_points.size())
            Q_EMIT runClicked(m_points[point]);
    });
    m_chart->setPointAction(tr("Open in Compare"));
    connect(m_chart, &ScatterChart::pointActionChosen, this, [this](int point) {
        if (point >= 0 && point < m_points.size())
            Q_EMIT compareRequested(m_points[point]);
    });
    draw();
}

void LearningCard::setRuns(std::vector<LearningPoint> runs, ForgettingView view)
{
    m_runs = std::move(runs);
    m_view = std::move(view);
    // The chart gives names their places in this order.
    std::ranges::stable_partition(m_runs, [this](const LearningPoint& run) {
        return std::ranges::find(m_view.outcomes, run.run, &RunOutcome::run)
            != m_view.outcomes.end();
    });
    draw();
}

bool LearningCard::has(ForgettingMeasure measure) const
{
    return std::ranges::any_of(
        m_runs, [&](const LearningPoint& run) { return placed(run.figures, measure).has_value(); });
}

void LearningCard::draw()
{
    const bool texts = has(ForgettingMeasure::TextRise);
    const bool shares = has(ForgettingMeasure::Points);
    const auto measure = m_picked.value_or(
        shares || !texts ? ForgettingMeasure::Points : ForgettingMeasure::TextRise);
    m_choice->setVisible(texts);
    m_choice->choose(measure == ForgettingMeasure::Points ? 0 : 1);
    const std::vector<VoiceColour> looks = runColours(m_view);
    std::vector<ScatterPoint> points;
    std::vector<ScatterCurve> curves;
    std::vector<LearningFigures> figures; // of all that is drawn
    m_points.clear();
    for (const LearningPoint& run : m_runs) {
        auto point = placed(run.figures, measure);
        if (!point)
            continue;
        point->name = QString::fromStdString(run.label);
        point->colour = [] { return colours().secondary; };
        figures.push_back(run.figures);
        const auto chosen = std::ranges::find(m_view.outcomes, run.run, &RunOutcome::run);
        if (chosen != m_view.outcomes.end()) {
            const VoiceColour look = looks[static_cast<size_t>(chosen - m_view.outcomes.begin())];
            point->colour = [look] { return colourOf(look); };
            if (measure == ForgettingMeasure::TextRise && chosen->crossEntropyRise) {
                point->yLow = chosen->crossEntropyRise->low; // paired
                point->yHigh = chosen->crossEntropyRise->high;
            }
            for (const LearningCurve& curve : run.curves) {
                ScatterCurve drawn = curveOf(run, curve, measure);
                drawn.colour = point->colour;
                drawn.dashed = curve.kind == Blend::Kind::LogitMix;
                curves.push_back(std::move(drawn));
                for (const LearningCurve::Step& step : curve.steps)
                    figures.push_back(step.figures);
            }
        }
        points.push_back(std::move(*point));
        m_points.append(QString::fromStdString(run.run));
    }
    std::vector<QPointF> front;
    for (const size_t index : learningFront(figures, measure))
        if (const auto place = placed(figures[index], measure))
            front.emplace_back(place->x, place->y);
    const bool nats = measure == ForgettingMeasure::TextRise;
    m_chart->setAxisLabels(
        tr("learned, points"), nats ? tr("rise on text, nats") : tr("forgotten, points"));
    m_chart->setLeastSpans(kLeastPoints, nats ? kLeastNats : kLeastPoints);
    m_chart->setPoints(std::move(points));
    m_chart->setCurves(std::move(curves));
    m_chart->setFront(std::move(front));
}

} // namespace interweave::ui
