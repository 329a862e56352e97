// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/read_out.h"

#include "core/support/number_text.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

constexpr int kAway = 14; // from the pointer
constexpr int kPadding = 8;
constexpr int kTextPixels = 12;
constexpr double kRadius = 6.0;

} // namespace

QString readOutText(const QString& heading, const std::vector<ReadOutRow>& rows)
{
    QString text = QStringLiteral("<div style='color:%1'>%2</div>")
                       .arg(colours().secondary.name(), heading.toHtmlEscaped());
    if (rows.empty())
        return text;
    text += QStringLiteral("<table cellspacing='0' cellpadding='0' style='margin-top:3px'>");
    for (const ReadOutRow& row : rows) {
        const QString mark = row.colour
            ? QStringLiteral("<span style='color:%1'>■</span>&nbsp;").arg(row.colour->name())
            : QString();
        text += QStringLiteral("<tr><td style='white-space:pre'>%1%2</td>"
                               "<td align='right' style='padding-left:14px; white-space:pre'>%3"
                               "</td></tr>")
                    .arg(mark, row.name.toHtmlEscaped(), row.value.toHtmlEscaped());
    }
    return text + QStringLiteral("</table>");
}

QString figure(double value)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    return QString::fromStdString(formatNumber(value)).replace(QLatin1Char('-'), QChar(0x2212));
}

ReadOut::ReadOut(QWidget* parent)
    : QLabel(parent)
{
    setObjectName(QStringLiteral("readOut"));
    setTextFormat(Qt::RichText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setContentsMargins(kPadding + 2, kPadding - 2, kPadding + 2, kPadding - 2);
    QFont small = font();
    small.setPixelSize(kTextPixels);
    setFont(small);
    hide();
}

void ReadOut::showBeside(QWidget& chart, const QPoint& place, const QString& text)
{
    if (parentWidget() != chart.window())
        setParent(chart.window());
    if (this->text() != text) {
        setText(text);
        adjustSize();
    }
    const QRect room = parentWidget()->rect();
    const QPoint pointer = chart.mapTo(parentWidget(), place);
    int x = pointer.x() + kAway;
    if (x + width() > room.right())
        x = pointer.x() - kAway - width();
    const int y = std::min(pointer.y() - height() / 2, room.bottom() - height());
    move(std::max(x, 0), std::max(y, 0));
    show();
    raise();
}

void ReadOut::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours().line);
    painter.setBrush(colours().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    painter.end();
    QLabel::paintEvent(event);
}

} // namespace interweave::ui
