// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/ui/plots/chart_fixtures.h"
#include "ui/plots/radar_chart.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <QTemporaryDir>
#include <QTest>

using namespace interweave;
using namespace interweave::ui;

namespace {

void fillRadar(RadarChart& chart)
{
    chart.setSeries({"facts", "sums", "where", "a task with a very long name"},
        {{"base", [] { return colours().base; }, {100, 100, 100, 100}, false},
            {"lora", [] { return colours().tuned; }, {6.4, 9.2, std::nullopt, 420.0}}});
}

} // namespace

void TestRadarChart::drawsAndExports()
{
    RadarChart chart;
    fillRadar(chart);
    shown(chart);
    const QImage picture = chart.grab().toImage();
    QVERIFY(holds(picture, colours().base));
    QVERIFY(holds(picture, colours().tuned));
    QTemporaryDir folder;
    for (const char* ending : {"png", "svg", "pdf"})
        QVERIFY(chart.exportTo(folder.filePath(QStringLiteral("radar.") + QLatin1String(ending))));
    const QString file = folder.filePath(QStringLiteral("radar.csv"));
    QVERIFY(chart.exportTo(file));
    QVERIFY(contentOf(file).startsWith("axis,series,percent\nfacts,base,100\n"));
    QVERIFY(contentOf(file).contains("\nwhere,lora,\n"));
    for (const QSize& size : {QSize(120, 80), QSize(10, 10), QSize(1600, 200)}) {
        chart.resize(size);
        QVERIFY(!chart.grab().isNull());
    }
}

/// The first axis points up, the others follow clockwise.
void TestRadarChart::readsOutTheNearestAxis()
{
    RadarChart chart;
    fillRadar(chart);
    shown(chart);
    auto* const readOut = chart.window()->findChild<ReadOut*>(QStringLiteral("readOut"));
    QVERIFY(readOut);
    const QPointF middle = middleOf(chart);
    pointAt(chart, middle + QPointF(3, -60));
    QVERIFY(readOut->isVisible() && readOut->text().contains(QLatin1String("facts")));
    QVERIFY(readOut->text().contains(QLatin1String("6.40 %")));
    pointAt(chart, middle + QPointF(60, 3));
    QVERIFY(readOut->text().contains(QLatin1String("sums")));
    pointAt(chart, middle + QPointF(-3, 60));
    QVERIFY(readOut->text().contains(QLatin1String("where")));
    QVERIFY(readOut->text().contains(QStringLiteral("–")));
    pointAt(chart, middle + QPointF(-60, 3));
    QVERIFY(readOut->text().contains(QLatin1String("420 %")));
    pointAt(chart, middle + QPointF(-3, -60));
    QVERIFY(readOut->text().contains(QLatin1String("facts")));
}

void TestRadarChart::takesThreeAxes()
{
    RadarChart chart;
    chart.setEmptyText(QStringLiteral("Too few"));
    chart.setSeries({"facts", "sums"}, {{"base", [] { return colours().base; }, {100, 100}}});
    shown(chart);
    pointAt(chart, middleOf(chart));
    QVERIFY(!holds(chart.grab().toImage(), colours().base));
    chart.setSeries({"a", "b", "c"}, {{"x", {}, {}}, {"y", {}, {kNaN, 1.0, 2.0, 3.0}}});
    pointAt(chart, middleOf(chart) + QPointF(0, -20));
    QVERIFY(!chart.grab().isNull());
    chart.setSeries({}, {});
    QVERIFY(!chart.grab().isNull());
}
