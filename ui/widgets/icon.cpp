// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/icon.h"

#include "ui/widgets/theme.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace interweave::ui {

namespace {

QPixmap tinted(const QByteArray& svg, const QColor& colour, int pixels)
{
    QByteArray coloured = svg;
    coloured.replace("#000", colour.name().toLatin1());
    QSvgRenderer renderer(coloured);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

QIcon lineIcon(const QString& name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    QIcon icon;
    for (const int pixels : {16, 32, 48}) {
        icon.addPixmap(tinted(svg, colours().secondary, pixels), QIcon::Normal, QIcon::Off);
        icon.addPixmap(tinted(svg, colours().text, pixels), QIcon::Normal, QIcon::On);
    }
    return icon;
}

} // namespace interweave::ui
