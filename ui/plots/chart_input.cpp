// SPDX-License-Identifier: Apache-2.0
// What a person does with a chart: zoom, pan, point, click, keys, the menu.
#include "ui/plots/chart.h"

#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace interweave::ui {

namespace {

constexpr double kWheelZoom = 0.85; // of the range, for a notch
constexpr double kKeyZoom = 0.8;
constexpr double kKeyPan = 0.1; // of the range
constexpr double kClickPixels = 4.0; // moved further it is a drag
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

void Chart::zoom(double factor, const QPointF& centre, Qt::Orientations axes)
{
    axes &= m_zoomable;
    if (isEmpty() || !axes)
        return;
    if (axes & Qt::Horizontal)
        xAxis->scaleRange(factor, xAxis->pixelToCoord(centre.x()));
    if (axes & Qt::Vertical)
        yAxis->scaleRange(factor, yAxis->pixelToCoord(centre.y()));
    viewMoved();
}

void Chart::pan(const QPointF& pixels, const QCPRange& x, const QCPRange& y)
{
    if (isEmpty())
        return;
    if (m_zoomable & Qt::Horizontal)
        xAxis->setRange(movedRange(x, -pixels.x() / std::max(axisRect()->width(), 1), logX()));
    if (m_zoomable & Qt::Vertical)
        yAxis->setRange(movedRange(y, pixels.y() / std::max(axisRect()->height(), 1), logY()));
    viewMoved();
}

void Chart::viewMoved()
{
    m_zoomed = true;
    if (!(m_zoomable & Qt::Vertical)) { // nothing lies beyond all
        const QCPRange seen = xAxis->range();
        fit();
        const QCPRange all = xAxis->range();
        m_zoomed = seen.size() < all.size();
        xAxis->setRange(m_zoomed ? seen.bounded(all.lower, all.upper) : all);
    }
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
    if (!m_readOut) // the window it was shown in is gone
        m_readOut = new ReadOut(this);
    if (text.isEmpty())
        m_readOut->hide();
    else
        m_readOut->showBeside(*this, place.toPoint(), text);
    if (m_hovering && x == m_hoveredX)
        return;
    m_hovering = true;
    m_hoveredX = x;
    markHovered(x);
    Q_EMIT hovered(x);
}

void Chart::hideReadOut()
{
    if (m_readOut)
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

void Chart::hideEvent(QHideEvent* event)
{
    hideReadOut();
    QCustomPlot::hideEvent(event);
}

void Chart::keyPressEvent(QKeyEvent* event)
{
    const QPointF middle = axisRect()->rect().center();
    const double stepX = axisRect()->width() * kKeyPan;
    const double stepY = axisRect()->height() * kKeyPan;
    const auto panBy
        = [this](double x, double y) { pan(QPointF(x, y), xAxis->range(), yAxis->range()); };
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
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("chartMenu"));
    addMenuActions(*menu, event->pos());
    menu->addAction(tr("Copy picture"), this, &Chart::copyPicture)
        ->setObjectName(QStringLiteral("copyPicture"));
    menu->addSeparator();
    const std::pair<QString, QString> kinds[]
        = {{QStringLiteral("png"), tr("Export PNG…")}, {QStringLiteral("svg"), tr("Export SVG…")},
            {QStringLiteral("pdf"), tr("Export PDF…")}, {QStringLiteral("csv"), tr("Export CSV…")}};
    for (const auto& [ending, label] : kinds)
        menu->addAction(label, this,
                [this, ending = ending] {
                    askAndExport(ending, tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
                })
            ->setObjectName(QStringLiteral("export-") + ending);
    menu->addSeparator();
    const auto addLog
        = [&](const QString& label, const char* name, bool on, void (Chart::*set)(bool)) {
              QAction* action = menu->addAction(label);
              action->setObjectName(QLatin1String(name));
              action->setCheckable(true);
              action->setChecked(on);
              connect(action, &QAction::toggled, this, set);
          };
    if (m_logXAllowed)
        addLog(tr("Log x"), "logX", logX(), &Chart::setLogX);
    if (m_logYAllowed)
        addLog(tr("Log y"), "logY", logY(), &Chart::setLogY);
    QAction* const showAll = menu->addAction(tr("Show all"), this, &Chart::resetView);
    showAll->setObjectName(QStringLiteral("showAll"));
    showAll->setEnabled(m_zoomed);
    menu->popup(event->globalPos());
}

void Chart::copyPicture()
{
    replot();
    QGuiApplication::clipboard()->setPixmap(toPixmap(width(), height(), 2.0));
}

void Chart::askAndExport(const QString& ending, const QString& filter)
{
    QString file = QFileDialog::getSaveFileName(
        this, tr("Export the chart"), QStringLiteral("chart.") + ending, filter);
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().toLower() != ending)
        file += QLatin1Char('.') + ending;
    if (!exportTo(file))
        QMessageBox::warning(this, tr("Export the chart"),
            tr("%1 could not be written. Choose a folder that you may write to.").arg(file));
}

} // namespace interweave::ui
