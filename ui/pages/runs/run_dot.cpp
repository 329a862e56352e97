// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_dot.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPixmapCache>

namespace interweave::ui {

namespace {

constexpr int kSharpness = 2; // pixels of the picture for one of the screen

QPixmap pictureOf(const QColor& colour)
{
    const QString key = QStringLiteral("run-dot-") + colour.name();
    QPixmap picture;
    if (QPixmapCache::find(key, &picture))
        return picture;
    picture = QPixmap(kRunDot * kSharpness, kRunDot * kSharpness);
    picture.setDevicePixelRatio(kSharpness);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(3, 3, 10, 10));
    painter.end();
    QPixmapCache::insert(key, picture);
    return picture;
}

} // namespace

QIcon runDot(int place)
{
    const QPixmap picture = pictureOf(runColour(place));
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected);
    return icon;
}

} // namespace interweave::ui
