// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/chart.h"

#include "ui/plots/axis_tickers.h"
#include "ui/plots/chart_export.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>
#include <cmath>
#include <limits>

namespace interweave {

namespace {

constexpr int kRedrawMs = 34; // at most 30 pictures a second
constexpr int kLabelPixels = 11;
constexpr double kWheelZoom = 0.85; // of the range, for a notch
constexpr double kKeyZoom = 0.8;
constexpr double kKeyPan = 0.1; // of the range
constexpr double kClickPixels = 4.0; // moved further it is a drag
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool isLog(const QCPAxis& axis)
{
    return axis.scaleType() == QCPAxis::stLogarithmic;
}

/// The range a drag by so many pixels leads to.
QCPRange moved(const QCPRange& range, double share, bool log)
{
    if (!log)
        return {range.lower + share * range.size(), range.upper + share * range.size()};
    const double factor = std::pow(range.upper / range.lower, share);
    return {range.lower * factor, range.upper * factor};
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
        painter.drawText(viewport().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
            m_emptyText);
    });
    m_redraw.setSingleShot(true);
    connect(&m_redraw, &QTimer::timeout, this, [this] {
        m_sinceDrawn.start();
        replot(rpQueuedReplot);
    });
    Chart::applyColours();
}

void Chart::setAxisLabels(const QString& x, const QString& y)
{
    xAxis->setLabel(x);
    yAxis->setLabel(y);
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
    if (QFileInfo(file).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0)
        return saveText(csv(), file);
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
    redraw();
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
    axis->setRange(moved(all, -lowMargin, log).lower, moved(all, highMargin, log).upper);
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
        axis->setTickPen(axis == xAxis ? QPen(c.line) : QPen(Qt::NoPen));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLength(0, axis == xAxis ? 3 : 0);
        axis->setTickLabelPadding(axis == xAxis ? 3 : 6);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->grid()->setPen(QPen(mixed(c.line, c.surface, c.dark ? 0.25 : 0.3)));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setVisible(axis == yAxis);
    }
    redraw();
}

double Chart::xAt(const QPointF& place) const
{
    return xAxis->pixelToCoord(place.x());
}

void Chart::markHovered(double)
{
}

void Chart::clickAt(const QPointF&)
{
}

void Chart::changeEvent(QEvent* event)
{
    if (isThemeChange(*event) || event->type() == QEvent::FontChange)
        applyColours();
    QCustomPlot::changeEvent(event);
}

void Chart::zoom(double factor, const QPointF& centre, Qt::Orientations axes)
{
    axes &= m_zoomable;
    if (isEmpty() || !axes)
        return;
    if (axes & Qt::Horizontal)
        xAxis->scaleRange(factor, xAxis->pixelToCoord(centre.x()));
    if (axes & Qt::Vertical)
        yAxis->scaleRange(factor, yAxis->pixelToCoord(centre.y()));
    m_zoomed = true;
    redraw();
}

void Chart::pan(const QPointF& pixels, const QCPRange& x, const QCPRange& y)
{
    if (isEmpty())
        return;
    if (m_zoomable & Qt::Horizontal)
        xAxis->setRange(moved(x, -pixels.x() / std::max(axisRect()->width(), 1), logX()));
    if (m_zoomable & Qt::Vertical)
        yAxis->setRange(moved(y, pixels.y() / std::max(axisRect()->height(), 1), logY()));
    m_zoomed = true;
    redraw();
}

void Chart::wheelEvent(QWheelEvent* event)
{
    const QPointF place = event->position();
    const QRect plot = axisRect()->rect();
    const Qt::Orientations axes = place.x() < plot.left() ? Qt::Vertical
        : place.y() > plot.bottom()                       ? Qt::Horizontal
                                    : Qt::Orientations(Qt::Horizontal | Qt::Vertical);
    zoom(std::pow(kWheelZoom, event->angleDelta().y() / 120.0), place, axes);
    event->accept();
}

void Chart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_drag = Drag{event->position(), xAxis->range(), yAxis->range()};
    event->accept();
}

void Chart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag) {
        const QPointF by = event->position() - m_drag->from;
        if (!m_drag->moved && std::hypot(by.x(), by.y()) <= kClickPixels)
            return;
        m_drag->moved = true;
        setCursor(Qt::ClosedHandCursor);
        hideReadOut();
        pan(by, m_drag->x, m_drag->y);
        return;
    }
    showReadOut(event->position());
}

void Chart::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_drag)
        return;
    const bool wasClick = !m_drag->moved;
    m_drag.reset();
    unsetCursor();
    if (wasClick && !isEmpty() && axisRect()->rect().contains(event->position().toPoint()))
        clickAt(event->position());
}

void Chart::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag.reset();
    resetView();
    event->accept();
}

void Chart::showReadOut(const QPointF& place)
{
    if (isEmpty() || !axisRect()->rect().contains(place.toPoint())) {
        hideReadOut();
        return;
    }
    m_pointer = place;
    const double x = xAt(place);
    const QString text = readOut(x);
    if (text.isEmpty())
        m_readOut->hide();
    else
        m_readOut->showBeside(place.toPoint(), text);
    if (m_hovering && x == m_hoveredX)
        return;
    m_hovering = true;
    m_hoveredX = x;
    markHovered(x);
    Q_EMIT hovered(x);
}

void Chart::hideReadOut()
{
    m_readOut->hide();
    if (!m_hovering)
        return;
    m_hovering = false;
    m_hoveredX = kNone;
    markHovered(kNone);
    Q_EMIT hovered(kNone);
}

void Chart::leaveEvent(QEvent* event)
{
    hideReadOut();
    QCustomPlot::leaveEvent(event);
}

void Chart::keyPressEvent(QKeyEvent* event)
{
    const QPointF middle = axisRect()->rect().center();
    const double stepX = axisRect()->width() * kKeyPan;
    const double stepY = axisRect()->height() * kKeyPan;
    const auto panBy = [this](double x, double y) {
        pan(QPointF(x, y), xAxis->range(), yAxis->range());
    };
    const Qt::Orientations both = Qt::Horizontal | Qt::Vertical;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(kKeyZoom, middle, both); break;
    case Qt::Key_Minus: zoom(1.0 / kKeyZoom, middle, both); break;
    case Qt::Key_Left: panBy(stepX, 0.0); break;
    case Qt::Key_Right: panBy(-stepX, 0.0); break;
    case Qt::Key_Up: panBy(0.0, stepY); break;
    case Qt::Key_Down: panBy(0.0, -stepY); break;
    case Qt::Key_0:
    case Qt::Key_Home: resetView(); break;
    default: QCustomPlot::keyPressEvent(event); return;
    }
    event->accept();
}

void Chart::focusInEvent(QFocusEvent* event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason
        || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    update();
    QCustomPlot::focusInEvent(event);
}

void Chart::focusOutEvent(QFocusEvent* event)
{
    m_keyboardFocus = false;
    update();
    QCustomPlot::focusOutEvent(event);
}

void Chart::paintEvent(QPaintEvent* event)
{
    QCustomPlot::paintEvent(event);
    if (!m_keyboardFocus)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours().interwoven, 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4.0, 4.0);
}

void Chart::contextMenuEvent(QContextMenuEvent* event)
{
    hideReadOut();
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("chartMenu"));
    menu.addAction(tr("Copy picture"), this, &Chart::copyPicture);
    menu.addSeparator();
    const std::pair<QString, QString> kinds[] = {{QStringLiteral("png"), tr("Export PNG…")},
        {QStringLiteral("svg"), tr("Export SVG…")}, {QStringLiteral("pdf"), tr("Export PDF…")},
        {QStringLiteral("csv"), tr("Export CSV…")}};
    for (const auto& [ending, label] : kinds)
        menu.addAction(label, this, [this, ending = ending] {
            askAndExport(ending, tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
        });
    menu.addSeparator();
    const auto addLog = [&](const QString& label, bool on, void (Chart::*set)(bool)) {
        QAction* action = menu.addAction(label);
        action->setCheckable(true);
        action->setChecked(on);
        connect(action, &QAction::toggled, this, set);
    };
    if (m_logXAllowed)
        addLog(tr("Log x"), logX(), &Chart::setLogX);
    if (m_logYAllowed)
        addLog(tr("Log y"), logY(), &Chart::setLogY);
    menu.addAction(tr("Show all"), this, &Chart::resetView)->setEnabled(m_zoomed);
    menu.exec(event->globalPos());
}

void Chart::copyPicture()
{
    QGuiApplication::clipboard()->setPixmap(toPixmap(width(), height(), 2.0));
}

void Chart::askAndExport(const QString& ending, const QString& filter)
{
    QString file = QFileDialog::getSaveFileName(this, tr("Export the chart"),
        QStringLiteral("chart.") + ending, filter);
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().toLower() != ending)
        file += QLatin1Char('.') + ending;
    if (!exportTo(file))
        QMessageBox::warning(this, tr("Export the chart"),
            tr("%1 could not be written. Choose a folder that you may write to.").arg(file));
}

} // namespace interweave
