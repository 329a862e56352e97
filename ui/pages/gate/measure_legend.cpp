// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/measure_legend.h"

#include "ui/widgets/theme.h"

#include <QLinearGradient>
#include <QPainter>

namespace interweave::ui {

namespace {

constexpr int kBarHeight = 8;
constexpr int kGap = 8; // between the bar and its ends' names
constexpr int kStops = 16;
constexpr int kMaximumBar = 220;

} // namespace

MeasureLegend::MeasureLegend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MeasureLegend::setScale(Ends ends, std::function<QColor(double)> colourAt)
{
    m_ends = std::move(ends);
    m_colourAt = std::move(colourAt);
    setAccessibleName(tr("Colour scale from %1 to %2").arg(m_ends.left, m_ends.right));
    update();
}

void MeasureLegend::paintEvent(QPaintEvent*)
{
    if (!m_colourAt)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int left = painter.fontMetrics().horizontalAdvance(m_ends.left);
    const int right = painter.fontMetrics().horizontalAdvance(m_ends.right);
    const int bar = std::clamp(width() - left - right - 2 * kGap, 40, kMaximumBar);
    const QRectF place(left + kGap + 0.5, (height() - kBarHeight) / 2 + 0.5, bar - 1, kBarHeight);

    QLinearGradient gradient(place.topLeft(), place.topRight());
    for (int stop = 0; stop <= kStops; ++stop)
        gradient.setColorAt(
            static_cast<double>(stop) / kStops, m_colourAt(static_cast<double>(stop) / kStops));
    painter.setPen(colours().line);
    painter.setBrush(gradient);
    painter.drawRoundedRect(place, 3, 3);
    if (m_ends.middle) {
        painter.setPen(colours().secondary);
        painter.drawLine(QPointF(place.center().x(), place.top() - 3),
            QPointF(place.center().x(), place.bottom() + 3));
    }
    painter.setPen(m_ends.leftColour);
    painter.drawText(
        QRect(0, 0, left + 1, height()), Qt::AlignVCenter | Qt::AlignLeft, m_ends.left);
    painter.setPen(m_ends.rightColour);
    painter.drawText(QRectF(place.right() + kGap, 0, right + 1, height()),
        Qt::AlignVCenter | Qt::AlignLeft, m_ends.right);
}

} // namespace interweave::ui
