// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/chart.h"

#include "ui/plots/axis_tickers.h"
#include "ui/plots/chart_export.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <limits>

namespace interweave::ui {

namespace {

constexpr int kRedrawMs = 34; // at most 30 pictures a second
constexpr int kLabelPixels = 11;
constexpr int kTickEveryX = 72; // pixels from tick to tick, about
constexpr int kTickEveryY = 32;
constexpr int kBesideAxis = 40; // pixels that labels take at the left of the plot
constexpr int kBelowAxis = 22; // and a row of them below it
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool isLog(const QCPAxis& axis)
{
    return axis.scaleType() == QCPAxis::stLogarithmic;
}

} // namespace

Chart::Chart(QWidget* parent)
    : QCustomPlot(parent)
    , m_readOut(new ReadOut(this))
    , m_hoveredX(kNone)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setNoAntialiasingOnDrag(false);
    setPlottingHints(QCP::phCacheLabels);
    for (QCPAxis* axis : {xAxis, yAxis})
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new NumberTicker));
    new PaintedLayer(this, QStringLiteral("overlay"), [this](QCPPainter& painter) {
        if (!isEmpty() || m_emptyText.isEmpty())
            return;
        painter.setFont(font());
        painter.setPen(colours().secondary);
        painter.drawText(
            viewport().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    });
    connect(this, &QCustomPlot::beforeReplot, this, &Chart::suitAxes);
    m_redraw.setSingleShot(true);
    connect(&m_redraw, &QTimer::timeout, this, [this] {
        m_sinceDrawn.start();
        replot(rpQueuedReplot);
    });
    Chart::applyColours();
}

Chart::~Chart()
{
    delete m_readOut; // the window's, once it was shown
}

void Chart::setAxisLabels(const QString& x, const QString& y)
{
    m_xLabel = x;
    m_yLabel = y;
    redraw();
}

void Chart::setLogX(bool on)
{
    if (m_logXAllowed)
        setLog(xAxis, on);
}

void Chart::setLogY(bool on)
{
    if (m_logYAllowed)
        setLog(yAxis, on);
}

bool Chart::logX() const
{
    return isLog(*xAxis);
}

bool Chart::logY() const
{
    return isLog(*yAxis);
}

void Chart::setLog(QCPAxis* axis, bool on)
{
    if (on == isLog(*axis))
        return;
    axis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(QSharedPointer<QCPAxisTicker>(
        on ? static_cast<QCPAxisTicker*>(new LogTicker) : new NumberTicker));
    resetView();
}

void Chart::setYRange(double low, double high)
{
    m_yRange = QCPRange(low, high);
    dataChanged();
}

void Chart::setEmptyText(const QString& text)
{
    m_emptyText = text;
    redraw();
}

void Chart::setLogAllowed(bool x, bool y)
{
    m_logXAllowed = x;
    m_logYAllowed = y;
}

bool Chart::exportTo(const QString& file)
{
    hideReadOut();
    if (QFileInfo(file).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0)
        return saveText(csv(), file);
    replot(); // what was set a moment ago is to be in it
    return savePicture(*this, file);
}

void Chart::resetView()
{
    m_zoomed = false;
    fit();
    redraw();
}

void Chart::fit()
{
    fitAxes();
    if (m_yRange && !(logY() && m_yRange->lower <= 0.0))
        yAxis->setRange(*m_yRange);
}

void Chart::dataChanged()
{
    if (!m_zoomed)
        fit();
    if (m_hovering)
        showReadOut(m_pointer);
    redraw();
}

int Chart::plotLength(Qt::Orientation orientation) const
{
    const QMargins margins = axisRect()->margins();
    return orientation == Qt::Horizontal
        ? width() - kBesideAxis - margins.right()
        : height() - margins.top() - (m_xLabel.isEmpty() ? 1 : 2) * kBelowAxis;
}

void Chart::suitAxes()
{
    const bool empty = isEmpty();
    for (QCPAxis* axis : {xAxis, yAxis}) {
        const bool flat = axis == xAxis;
        const int length = plotLength(flat ? Qt::Horizontal : Qt::Vertical);
        axis->ticker()->setTickCount(
            std::clamp(length / (flat ? kTickEveryX : kTickEveryY), flat ? 2 : 3, flat ? 8 : 6));
        axis->setLabel(QFontMetrics(axis->labelFont())
                           .elidedText(flat ? m_xLabel : m_yLabel, Qt::ElideRight, length));
        axis->setVisible(!empty);
        axis->grid()->setVisible(!empty && m_grid.testFlag(flat ? Qt::Horizontal : Qt::Vertical));
    }
}

QCPRange movedRange(const QCPRange& range, double share, bool log)
{
    if (!log)
        return {range.lower + share * range.size(), range.upper + share * range.size()};
    const double factor = std::pow(range.upper / range.lower, share);
    return {range.lower * factor, range.upper * factor};
}

void Chart::fitAxis(QCPAxis* axis, double low, double high, double lowMargin, double highMargin)
{
    const bool log = isLog(*axis);
    if (!(low <= high) || !std::isfinite(low) || !std::isfinite(high) || (log && low <= 0.0)) {
        low = log ? 0.1 : 0.0;
        high = 1.0;
    }
    if (low == high) {
        const double half = log ? 0.0 : low == 0.0 ? 0.5 : std::abs(low) * 0.1;
        low = log ? low / 2.0 : low - half;
        high = log ? high * 2.0 : high + half;
    }
    const QCPRange all(low, high);
    axis->setRange(movedRange(all, -lowMargin, log).lower, movedRange(all, highMargin, log).upper);
}

void Chart::redraw()
{
    if (m_redraw.isActive())
        return;
    const qint64 since = m_sinceDrawn.isValid() ? m_sinceDrawn.elapsed() : kRedrawMs;
    m_redraw.start(static_cast<int>(std::clamp<qint64>(kRedrawMs - since, 0, kRedrawMs)));
}

QFont Chart::labelFont() const
{
    QFont small = font();
    small.setPixelSize(kLabelPixels);
    return small;
}

void Chart::applyColours()
{
    const Colours& c = colours();
    setBackground(c.surface);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLabelFont(labelFont());
        axis->setLabelFont(labelFont());
        axis->setTickLabelColor(c.secondary);
        axis->setLabelColor(c.secondary);
        axis->setBasePen(axis == xAxis ? QPen(c.line) : QPen(Qt::NoPen));
        // Without ticks there would be no figures; without a pen an SVG shows dots for them.
        axis->setTickPen(QPen(axis == xAxis ? c.line : QColor(Qt::transparent)));
        axis->setSubTicks(false);
        axis->setTickLength(0, axis == xAxis ? 3 : 0);
        axis->setTickLabelPadding(axis == xAxis ? 3 : 6);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->grid()->setPen(QPen(mixed(c.line, c.surface, c.dark ? 0.25 : 0.3)));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    redraw();
}

double Chart::xAt(const QPointF& place) const
{
    return xAxis->pixelToCoord(place.x());
}

void Chart::markHovered(double) { }

void Chart::clickAt(const QPointF&) { }

void Chart::addMenuActions(QMenu&, const QPointF&) { }

void Chart::changeEvent(QEvent* event)
{
    if (isThemeChange(*event) || event->type() == QEvent::FontChange) {
        hideReadOut(); // its text bears the old colours
        applyColours();
    }
    QCustomPlot::changeEvent(event);
}

} // namespace interweave::ui
