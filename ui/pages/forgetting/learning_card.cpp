// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/learning_card.h"

#include "ui/pages/forgetting/voice_colour.h"
#include "ui/plots/scatter_chart.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace interweave::ui {

namespace {

constexpr double kPoints = 100.0; // of a share
constexpr double kLeastSpan = 10.0; // points: less would draw noise as if it were much

} // namespace

LearningCard::LearningCard(QWidget* parent)
    : Card(tr("Learning against forgetting"), parent)
    , m_chart(new ScatterChart(this))
{
    setQualifier(tr("all evaluated runs · right and down is better"));
    setToolTip(
        tr("Right: points gained on the tasks that rose. Up: points lost on the others. From "
           "the stored scores with their 95 % intervals; a task rose where its interval lies "
           "above the base's. Click a point to show or leave out its run."));
    m_chart->setObjectName(QStringLiteral("forgettingScatter"));
    m_chart->setAccessibleName(tr("Learning against forgetting of all evaluated runs"));
    m_chart->setAxisLabels(tr("learned, points"), tr("forgotten, points"));
    m_chart->setLeastSpan(kLeastSpan);
    m_chart->setEmptyText(tr("Runs that were measured together with their base appear here"));
    addWidget(m_chart, 1);
    connect(m_chart, &ScatterChart::pointClicked, this, [this](int point) {
        if (point >= 0 && point < m_runs.size())
            Q_EMIT runClicked(m_runs[point]);
    });
    m_chart->setPointAction(tr("Open in Compare"));
    connect(m_chart, &ScatterChart::pointActionChosen, this, [this](int point) {
        if (point >= 0 && point < m_runs.size())
            Q_EMIT compareRequested(m_runs[point]);
    });
}

void LearningCard::setRuns(const std::vector<LearningPoint>& runs, const ForgettingView& view)
{
    const std::vector<VoiceColour> looks = runColours(view);
    std::vector<LearningPoint> placed;
    std::ranges::copy_if(runs, std::back_inserter(placed),
        [](const LearningPoint& run) { return run.learned && run.forgotten; });
    // The chart gives names their places in this order.
    std::ranges::stable_partition(placed, [&](const LearningPoint& run) {
        return std::ranges::find(view.outcomes, run.run, &RunOutcome::run) != view.outcomes.end();
    });
    std::vector<ScatterPoint> points;
    m_runs.clear();
    for (const LearningPoint& run : placed) {
        const auto chosen = std::ranges::find(view.outcomes, run.run, &RunOutcome::run);
        ScatterPoint point;
        point.name = QString::fromStdString(run.label);
        point.x = kPoints * run.learned->value;
        point.xLow = kPoints * run.learned->low;
        point.xHigh = kPoints * run.learned->high;
        point.y = kPoints * run.forgotten->value;
        point.yLow = kPoints * run.forgotten->low;
        point.yHigh = kPoints * run.forgotten->high;
        if (chosen == view.outcomes.end())
            point.colour = [] { return colours().secondary; };
        else
            point.colour = [look = looks[static_cast<size_t>(chosen - view.outcomes.begin())]] {
                return colourOf(look);
            };
        points.push_back(std::move(point));
        m_runs.append(QString::fromStdString(run.run));
    }
    m_chart->setPoints(std::move(points));
}

} // namespace interweave::ui
