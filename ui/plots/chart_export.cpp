// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/chart_export.h"

#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace interweave::ui {

namespace {

constexpr double kPngScale = 2.0;

bool saveSvg(QCustomPlot& plot, const QString& file)
{
    QSaveFile device(file);
    if (!device.open(QIODevice::WriteOnly))
        return false;
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(0, 0), plot.size()));
    generator.setTitle(plot.accessibleName());
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, plot.width(), plot.height());
    return painter.end() && device.commit();
}

bool savePng(QCustomPlot& plot, const QString& file)
{
    QSaveFile device(file);
    return device.open(QIODevice::WriteOnly)
        && plot.toPixmap(plot.width(), plot.height(), kPngScale).save(&device, "PNG")
        && device.commit();
}

} // namespace

bool savePicture(QCustomPlot& plot, const QString& file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == QLatin1String("png"))
        return savePng(plot, file);
    if (ending == QLatin1String("svg"))
        return saveSvg(plot, file);
    if (ending == QLatin1String("pdf"))
        return QFileInfo(QFileInfo(file).absolutePath()).isWritable()
            && plot.savePdf(file, plot.width(), plot.height(), QCP::epAllowCosmetic,
                QStringLiteral("Interweave"), plot.accessibleName());
    return false;
}

bool saveText(const QString& text, const QString& file)
{
    QSaveFile device(file);
    const QByteArray bytes = text.toUtf8();
    return device.open(QIODevice::WriteOnly) && device.write(bytes) == bytes.size()
        && device.commit();
}

} // namespace interweave::ui
