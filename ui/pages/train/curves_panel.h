// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/training_curves.h"

#include <QVector>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QSlider;
class QTimer;

namespace interweave {
struct TrainProgress;
}

namespace interweave::ui {

class Card;
class FigureCard;
class LineChart;
class Segmented;

/// The curves of one run: the loss large, chosen figures small, a pointer that all of them share,
/// and how far the run is. Draws at most ten times a second.
class CurvesPanel : public QWidget {
    Q_OBJECT

public:
    explicit CurvesPanel(QWidget* parent = nullptr);

    TrainingCurves& curves() { return m_curves; }
    /// The curves have changed.
    void changed();
    void setRun(const QString& name, bool siamese);
    /// What stands below the loss; total 0: no bar.
    void setProgress(const QString& text, int64_t step, int64_t total);

Q_SIGNALS:
    /// The curves are drawn now, as often as they are: the time for figures beside them.
    void drawing();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    Card* makeLossCard();
    QWidget* makeProgressRow();
    void addFigures();
    void link(LineChart* chart);
    void showNow();
    void showSmoothing();

    TrainingCurves m_curves;
    bool m_siamese = true;
    LineChart* m_loss;
    Card* m_lossCard = nullptr;
    QSlider* m_smoothing;
    QLabel* m_smoothingText;
    Segmented* m_scale;
    QProgressBar* m_bar;
    QLabel* m_progress;
    QLabel* m_percent;
    QHBoxLayout* m_row;
    QVector<FigureCard*> m_figures;
    QVector<LineChart*> m_charts;
    QTimer* m_redraw;
};

} // namespace interweave::ui
