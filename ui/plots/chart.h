// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/qcustomplot.h"

#include <QString>

namespace interweave {

/// What every chart has: the theme's look, zoom (wheel), pan (drag), back to all (double click),
/// log axes, a hover read-out, and a context menu that exports PNG, SVG, PDF and CSV and copies
/// the picture. Draws at most 30 times a second, after the event that asked for it.
class Chart : public QCustomPlot {
    Q_OBJECT

public:
    explicit Chart(QWidget* parent = nullptr);

    void setAxisLabels(const QString& x, const QString& y);
    void setLogX(bool on);
    void setLogY(bool on);
    /// Fixed limits of y until the view is zoomed; without: those of the data.
    void setYRange(double low, double high);
    /// What stands in the middle while there is nothing to draw.
    void setEmptyText(const QString& text);

    /// Writes the chart by the file's ending: png, svg, pdf, csv. False where it could not.
    bool exportTo(const QString& file);

public Q_SLOTS:
    /// Shows all data again.
    void resetView();

Q_SIGNALS:
    /// The pointer stands at this x; NaN: it left.
    void hovered(double x);

protected:
    /// The chart's data as comma-separated values with a heading line.
    virtual QString csv() const = 0;
    /// The read-out at x, a line for each figure; empty: none.
    virtual QString readOut(double x) const = 0;
    /// Colours from the theme; called at the start and when the theme changes.
    virtual void applyColours();
    /// Sets the axes to all data.
    virtual void fitAxes() = 0;
};

} // namespace interweave
