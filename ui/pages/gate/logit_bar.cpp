// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/logit_bar.h"

#include "ui/models/trace_text.h"
#include "ui/pages/gate/contrast.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <cmath>

namespace interweave::ui {

namespace {

constexpr int kHeight = 22;
constexpr int kBarHeight = 18;
constexpr int kTextMargin = 4;

} // namespace

LogitBar::LogitBar(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(kHeight);
}

void LogitBar::setSplit(std::optional<LogitSplit> split)
{
    m_split = split;
    setAccessibleName(split ? tr("Logit from base %1, from tuned %2")
                                  .arg(traceFigure(split->base), traceFigure(split->tuned))
                            : QString());
    update();
}

void LogitBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(12);
    painter.setFont(small);
    const double said = m_split ? std::abs(m_split->base) + std::abs(m_split->tuned) : 0.0;
    if (!std::isfinite(said) || said == 0.0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours().soft);
        painter.drawRoundedRect(rect().adjusted(0, 2, 0, -2), 3, 3);
        return;
    }
    // The base's part lies at the left, unless only the tuned one is negative.
    const bool baseFirst = m_split->sameSign() || m_split->base < 0.0;
    const double share = std::abs(baseFirst ? m_split->base : m_split->tuned) / said;
    const double top = (kHeight - kBarHeight) / 2.0;
    const QRectF first(0, top, share * width(), kBarHeight);
    const QRectF second(first.right(), top, width() - first.width(), kBarHeight);
    paintPart(painter, baseFirst ? first : second, colours().base, m_split->base);
    paintPart(painter, baseFirst ? second : first, colours().tuned, m_split->tuned);
    if (!m_split->sameSign()) {
        painter.setPen(QPen(colours().text, 2));
        painter.drawLine(QPointF(first.right(), 0), QPointF(first.right(), kHeight));
    }
}

void LogitBar::paintPart(
    QPainter& painter, const QRectF& place, const QColor& colour, double value) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(place, 3, 3);
    const QString number = traceFigure(value);
    if (painter.fontMetrics().horizontalAdvance(number) + 2 * kTextMargin > place.width())
        return; // the sentence below says it, too
    painter.setPen(readableOn(colour));
    painter.drawText(place, Qt::AlignCenter, number);
}

} // namespace interweave::ui
