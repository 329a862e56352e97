// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/chart.h"

#include <QColor>
#include <QVector>

#include <functional>
#include <vector>

namespace interweave {

/// What a line is drawn in; asked anew when the theme changes.
using ColourOf = std::function<QColor()>;

/// One curve. x rises; y NaN is a gap.
struct Line {
    QString name; // at the line's end, and in the read-out
    QVector<double> x;
    QVector<double> y;
    QVector<double> low; // a band around it; empty: none
    QVector<double> high;
    QVector<double> raw; // what y was smoothed from, drawn faintly; empty: none
    ColourOf colour;
    bool dashed = false;
    bool dots = false; // points instead of a line
};

/// Curves over steps or tokens, their names at their ends (up to four; else a legend).
class LineChart : public Chart {
    Q_OBJECT

public:
    explicit LineChart(QWidget* parent = nullptr);

    /// In the place of what is there. The view stays where a person has zoomed it.
    void setLines(std::vector<Line> lines);
    const std::vector<Line>& lines() const { return m_lines; }
    /// A vertical line that another chart's pointer or a chosen token asks for; NaN: none.
    void setCursor(double x);

Q_SIGNALS:
    void clicked(double x);

protected:
    QString csv() const override;
    QString readOut(double x) const override;
    void applyColours() override;
    void fitAxes() override;

private:
    std::vector<Line> m_lines;
};

} // namespace interweave
