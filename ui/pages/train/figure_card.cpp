// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/figure_card.h"

#include <QMenu>
#include <QPushButton>

namespace interweave::ui {

FigureCard::FigureCard(int number, TrainFigure figure, QWidget* parent)
    : Card({}, parent)
    , m_figure(figure)
    , m_chart(new LineChart(this))
{
    setObjectName(QStringLiteral("figureCard%1").arg(number));
    m_chart->setObjectName(QStringLiteral("figureChart%1").arg(number));
    m_chart->setMinimumHeight(120);
    setMinimumWidth(1); // those of a wide window must not keep it wide
    auto* const choose = new QPushButton(tr("Change"), this);
    choose->setObjectName(QStringLiteral("figureChoice%1").arg(number));
    choose->setProperty("kind", QStringLiteral("quiet"));
    choose->setAccessibleName(tr("Choose what chart %1 shows").arg(number + 1));
    choose->setToolTip(tr("Choose what this chart shows"));
    auto* const menu = new QMenu(choose);
    for (int i = 0; i < kTrainFigures; ++i) {
        const auto one = static_cast<TrainFigure>(i);
        menu->addAction(textOf(one).title, this, [this, one] {
            setFigure(one);
            Q_EMIT figurePicked();
        });
    }
    choose->setMenu(menu);
    addHeaderWidget(choose);
    addWidget(m_chart, 1);
    setFigure(figure);
}

void FigureCard::setFigure(TrainFigure figure)
{
    m_figure = figure;
    const FigureText text = textOf(figure);
    setTitle(text.title);
    m_chart->setAccessibleName(text.title);
    m_chart->setAxisLabels(tr("step"), text.axis);
    m_chart->setEmptyText(text.empty);
    m_chart->setLines({});
    m_chart->resetView();
}

void FigureCard::showCurves(const TrainingCurves& curves)
{
    setQualifier(newestValue(m_figure, curves));
    m_chart->setLines(figureLines(m_figure, curves));
}

} // namespace interweave::ui
