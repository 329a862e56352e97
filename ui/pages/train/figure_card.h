// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/train/curve_lines.h"
#include "ui/widgets/card.h"

namespace interweave::ui {

/// A small chart of one figure of the run; a person chooses which.
class FigureCard : public Card {
    Q_OBJECT

public:
    FigureCard(int number, TrainFigure figure, QWidget* parent = nullptr);

    TrainFigure figure() const { return m_figure; }
    void setFigure(TrainFigure figure);
    void showCurves(const TrainingCurves& curves);
    LineChart& chart() const { return *m_chart; }

Q_SIGNALS:
    void figurePicked();

private:
    TrainFigure m_figure;
    LineChart* m_chart;
};

} // namespace interweave::ui
