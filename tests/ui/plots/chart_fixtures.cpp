// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/plots/chart_fixtures.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QTest>

#include <algorithm>

namespace interweave::ui {

Line simpleLine(const QString& name)
{
    Line line;
    line.name = name;
    line.x = {0, 1, 2, 3};
    line.y = {4, 3, kNaN, 2.5};
    line.colour = [] { return colours().base; };
    return line;
}

ScatterPoint simplePoint(const QString& name, double x, double y)
{
    return {name, x, x - 1, x + 1, y, y - 1, y + 1, [] { return colours().tuned; }};
}

void fillLine(LineChart& chart)
{
    Line line = simpleLine(QStringLiteral("loss, \"raw\""));
    line.low = {3, 2, kNaN, 2};
    line.high = {5, 4, kNaN, 3};
    line.raw = {5, 1, 2, 3};
    chart.setLines({line});
}

void fillBars(BarChart& chart)
{
    chart.setBars({"CoLA", "WebQ"},
        {{"base", [] { return colours().base; }, {Bar{35, 32, 38}, std::nullopt}},
            {"tuned", [] { return colours().tuned; }, {Bar{24, 21, 27}, Bar{-3, -4, -2}}}});
}

void fillHeat(HeatMap& map)
{
    map.setCells({"ch 1", "ch 2"}, {"The", "cat", "sat"}, {{1, -1}, {0.5, kNaN}, {0, 2}});
}

void fillHistogram(Histogram& chart)
{
    chart.setValues({0.1, 0.2, 0.9, 1.0, 7.0, kNaN}, 0.0, 1.0, 2,
        [](double value) { return value < 0.5 ? colours().tuned : colours().base; });
}

void shown(Chart& chart)
{
    chart.resize(480, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.replot();
}

QPoint middleOf(Chart& chart)
{
    return chart.axisRect()->rect().center();
}

void wheel(Chart& chart, int notches)
{
    const QPointF place = middleOf(chart);
    QWheelEvent event(place, chart.mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&chart, &event);
}

void pointAt(Chart& chart, const QPointF& place)
{
    QMouseEvent event(QEvent::MouseMove, place, chart.mapToGlobal(place), Qt::NoButton,
        Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&chart, &event);
}

bool holds(const QImage& picture, const QColor& colour)
{
    const QImage plain = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < plain.height(); ++y) {
        const auto* const row = reinterpret_cast<const QRgb*>(plain.constScanLine(y));
        if (std::find(row, row + plain.width(), colour.rgb()) != row + plain.width())
            return true;
    }
    return false;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace interweave::ui
