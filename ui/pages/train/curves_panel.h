// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVector>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QSlider;
class QTimer;

namespace interweave::ui {

class Card;
class FigureCard;
class FollowedRun;
class LineChart;
class Segmented;

/// The curves of one run: the loss large, chosen figures small, a pointer that all of them share,
/// and how far the run is. Draws at most ten times a second.
class CurvesPanel : public QWidget {
    Q_OBJECT

public:
    /// run: lives as long as the panel.
    explicit CurvesPanel(const FollowedRun& run, QWidget* parent = nullptr);

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
    void showRun();
    void drawSoon();
    void showNow();
    void showSmoothing();

    const FollowedRun& m_run;
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
