// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/line_chart.h"

namespace interweave::ui {

/// A named point with its 95 % intervals (equal to the value where there is none).
struct ScatterPoint {
    QString name;
    double x = 0.0;
    double xLow = 0.0;
    double xHigh = 0.0;
    double y = 0.0;
    double yLow = 0.0;
    double yHigh = 0.0;
    ColourOf colour;
};

/// Points on a way, joined by a line; its name stands beside the last.
struct ScatterCurve {
    QString name;
    std::vector<ScatterPoint> steps;
    ColourOf colour;
    bool dashed = false;
};

/// Points with error bars and their names beside them, curves below them.
class ScatterChart : public Chart {
    Q_OBJECT

public:
    explicit ScatterChart(QWidget* parent = nullptr);

    void setPoints(std::vector<ScatterPoint> points);
    void setCurves(std::vector<ScatterCurve> curves);
    /// Points that a thin dashed line joins: those that no other outdoes.
    void setFront(std::vector<QPointF> front);
    /// What an axis that is not logarithmic shows at least, in its units, however near to each
    /// other the points are; 0: as much as they take.
    void setLeastSpans(double x, double y);

    /// What the context menu of a point offers; empty: nothing.
    void setPointAction(const QString& text) { m_pointAction = text; }

Q_SIGNALS:
    void pointClicked(int index);
    void pointActionChosen(int index);

protected:
    QString csv() const override;
    QString readOut(double x) const override;
    void applyColours() override;
    void fitAxes() override;
    double xAt(const QPointF& place) const override;
    void clickAt(const QPointF& place) override;
    void addMenuActions(QMenu& menu, const QPointF& place) override;
    bool isEmpty() const override;

private:
    /// The point nearest to a place in pixels; −1: none is near.
    int pointAt(const QPointF& place) const;
    /// The same of curves' steps, too; null: none is near.
    const ScatterPoint* markAt(const QPointF& place) const;
    QPointF pixelsOf(const ScatterPoint& point) const;
    bool canShow(const QPointF& pixels) const;
    void paintCurves(QCPPainter& painter) const;
    void paintPoints(QCPPainter& painter) const;
    void paintNames(QCPPainter& painter) const;
    std::vector<const ScatterPoint*> marks() const; // points, then steps

    std::vector<ScatterPoint> m_points;
    std::vector<ScatterCurve> m_curves;
    std::vector<QPointF> m_front;
    double m_leastX = 0.0;
    double m_leastY = 0.0;
    QString m_pointAction;
};

} // namespace interweave::ui
