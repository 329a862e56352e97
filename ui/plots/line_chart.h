// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/chart.h"
#include "ui/plots/name_rows.h"

#include <QColor>
#include <QVector>

#include <functional>
#include <limits>
#include <vector>

namespace interweave::ui {

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
    double xAt(const QPointF& place) const override;
    void markHovered(double x) override;
    void clickAt(const QPointF& place) override;
    bool isEmpty() const override;

private:
    /// The least and greatest of the data; of what a log axis can show apart.
    struct Extent {
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
        double lowPositive = std::numeric_limits<double>::infinity();

        void take(const QVector<double>& values);
    };
    /// The plot's graphs of a line; null where the line has no such part.
    struct Graphs {
        QCPGraph* raw = nullptr;
        QCPGraph* low = nullptr;
        QCPGraph* high = nullptr;
        QCPGraph* line = nullptr;
    };

    void makeGraphs();
    /// Hands the part in sight over to the graphs, as fine as the pixels are.
    void fillGraphs();
    void setWidth(QCPGraph& graph) const;
    void makeRoomForNames();
    QRect namesPlace() const;
    bool namesAtEnds() const;
    void paintNames(QCPPainter& painter) const;
    QColor colourOf(const Line& line) const;

    std::vector<Line> m_lines;
    std::vector<Graphs> m_graphs;
    bool m_wholeX = false; // steps, tokens
    Extent m_x;
    Extent m_y;
    QCPItemStraightLine* m_cursor;
    QCPItemStraightLine* m_hoverLine;
    NameRows m_names;
};

} // namespace interweave::ui
