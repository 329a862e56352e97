// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/training_curves.h"
#include "ui/plots/line_chart.h"

#include <QString>

#include <vector>

namespace interweave::ui {

/// What a small chart shows of a run.
enum class TrainFigure { Gate, Speed, LearningRate, GradientNorm, Watched, Regularisation, Memory };
inline constexpr int kTrainFigures = 7;

/// How a figure is called and drawn.
struct FigureText {
    QString title;
    QString axis; // with its unit
    QString empty; // while there is nothing to draw
};
FigureText textOf(TrainFigure figure);

/// The loss, smoothed over its raw trace: violet with a gate, orange without.
std::vector<Line> lossLines(const TrainingCurves& curves, bool siamese, double smoothing);
std::vector<Line> figureLines(TrainFigure figure, const TrainingCurves& curves);
/// The newest value in words; empty where there is none.
QString newestValue(TrainFigure figure, const TrainingCurves& curves);

} // namespace interweave::ui
