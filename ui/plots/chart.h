// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/qcustomplot.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <optional>

class QMenu;

namespace interweave::ui {

class ReadOut;

/// A range moved by a share of itself, of its logarithm on a log axis.
QCPRange movedRange(const QCPRange& range, double share, bool log);

/// What every chart has: the theme's look, zoom (wheel), pan (drag), back to all (double click),
/// log axes, a hover read-out, and a context menu that exports PNG, SVG, PDF and CSV and copies
/// the picture. Draws at most 30 times a second, after the event that asked for it.
/// With the keyboard: + and − zoom, the arrows pan, 0 and Home show all.
class Chart : public QCustomPlot {
    Q_OBJECT

public:
    explicit Chart(QWidget* parent = nullptr);
    ~Chart() override;

    void setAxisLabels(const QString& x, const QString& y);
    /// Nothing where a logarithm makes no sense: bars, heat maps, x of a histogram.
    void setLogX(bool on);
    void setLogY(bool on);
    bool logX() const;
    bool logY() const;
    /// Fixed limits of y until the view is zoomed; without: those of the data.
    void setYRange(double low, double high);
    /// What stands in the middle while there is nothing to draw.
    void setEmptyText(const QString& text);
    /// Whether a person has zoomed or panned since all was shown.
    bool isZoomed() const { return m_zoomed; }

    /// Writes the chart by the file's ending: png, svg, pdf, csv. False where it could not.
    bool exportTo(const QString& file);

    QSize sizeHint() const override { return {320, 200}; }
    QSize minimumSizeHint() const override { return {120, 80}; }

public Q_SLOTS:
    /// Shows all data again.
    void resetView();

Q_SIGNALS:
    /// The pointer stands at this x; NaN: it left.
    void hovered(double x);

protected:
    /// The chart's data as comma-separated values with a heading line.
    virtual QString csv() const = 0;
    /// The read-out at x, a line for each figure; empty: none. Rich text, see readOutText.
    virtual QString readOut(double x) const = 0;
    /// Colours from the theme; called at the start and when the theme changes.
    virtual void applyColours();
    /// Sets the axes to all data.
    virtual void fitAxes() = 0;
    /// The x that a place of the pointer means: that of the nearest point, column, group.
    virtual double xAt(const QPointF& place) const;
    /// The pointer stands at this x, as `hovered` says; for what the chart marks itself.
    virtual void markHovered(double x);
    virtual void clickAt(const QPointF& place);
    /// At the head of the context menu that opens at this place.
    virtual void addMenuActions(QMenu& menu, const QPointF& place);
    virtual bool isEmpty() const = 0;

    /// Pixels of the plot in the picture that is drawn next, about: before it is drawn, the axes
    /// still have their old size.
    int plotLength(Qt::Orientation orientation) const;
    /// Draws soon: within 1/30 s, once for all that asks until then.
    void redraw();
    /// After new data: shows all of it unless a person has zoomed, and draws.
    void dataChanged();
    /// Sets the axes as they are while nobody has zoomed.
    void fit();
    void setLogAllowed(bool x, bool y);
    /// What zooming and panning may move.
    void setZoomable(Qt::Orientations axes) { m_zoomable = axes; }
    /// Lines at the ticks of which axes.
    void setGrid(Qt::Orientations axes) { m_grid = axes; }
    const QString& xLabel() const { return m_xLabel; }
    const QString& yLabel() const { return m_yLabel; }
    /// Sets an axis to [low, high] and this share of it more at either end.
    void fitAxis(QCPAxis* axis, double low, double high, double lowMargin, double highMargin);
    /// Where the pointer stands, in pixels.
    const QPointF& pointer() const { return m_pointer; }
    QFont labelFont() const;

    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void setLog(QCPAxis* axis, bool on);
    /// Ticks and labels as many and as long as there is room; none without data.
    void suitAxes();
    void viewMoved();
    void zoom(double factor, const QPointF& centre, Qt::Orientations axes);
    /// From where the ranges were at the start, by so many pixels.
    void pan(const QPointF& pixels, const QCPRange& x, const QCPRange& y);
    void showReadOut(const QPointF& place);
    void hideReadOut();
    void copyPicture();
    void askAndExport(const QString& ending, const QString& filter);

    QTimer m_redraw;
    QElapsedTimer m_sinceDrawn;
    QPointer<ReadOut> m_readOut;
    QString m_emptyText;
    QString m_xLabel;
    QString m_yLabel;
    std::optional<QCPRange> m_yRange;
    Qt::Orientations m_zoomable = Qt::Horizontal | Qt::Vertical;
    Qt::Orientations m_grid = Qt::Vertical;
    bool m_logXAllowed = true;
    bool m_logYAllowed = true;
    bool m_zoomed = false;
    bool m_keyboardFocus = false;
    bool m_hovering = false;
    QPointF m_pointer;
    double m_hoveredX = 0.0;
    struct Drag {
        QPointF from;
        QCPRange x;
        QCPRange y;
        bool moved = false;
    };
    std::optional<Drag> m_drag;
};

} // namespace interweave::ui
