// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/ui/plots/chart_fixtures.h"
#include "ui/plots/axis_tickers.h"
#include "ui/plots/end_names.h"
#include "ui/widgets/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace interweave;
using namespace interweave::ui;

void TestCharts::emptyChartsDraw()
{
    LineChart lines;
    BarChart bars;
    ScatterChart points;
    HeatMap map;
    Histogram histogram;
    for (Chart* chart :
        {static_cast<Chart*>(&lines), static_cast<Chart*>(&bars), static_cast<Chart*>(&points),
            static_cast<Chart*>(&map), static_cast<Chart*>(&histogram)}) {
        chart->setEmptyText(QStringLiteral("Nothing yet"));
        shown(*chart);
        pointAt(*chart, middleOf(*chart));
        wheel(*chart, 1);
        chart->setLogY(true);
        chart->replot();
        QVERIFY(!chart->isZoomed());
        QVERIFY(!chart->grab().isNull());
    }
    lines.setLines({Line(), simpleLine()}); // a line without points
    lines.replot();
    lines.setLines({});
    bars.setBars({}, {});
    bars.setBars({"a"}, {{"x", {}, {}}});
    map.setCells({}, {}, {});
    map.setCells({"a"}, {}, {{kNaN}, {}});
    histogram.setValues({}, 0, 0, 0, {});
    for (Chart* chart : {static_cast<Chart*>(&lines), static_cast<Chart*>(&bars),
             static_cast<Chart*>(&map), static_cast<Chart*>(&histogram)})
        chart->replot();
}

void TestCharts::fixedRangeOfY()
{
    LineChart chart;
    chart.setYRange(0.0, 1.0);
    chart.setLines({simpleLine()});
    QCOMPARE(chart.yAxis->range(), QCPRange(0.0, 1.0));
    shown(chart);
    wheel(chart, 1);
    QVERIFY(chart.yAxis->range() != QCPRange(0.0, 1.0));
    chart.resetView();
    QCOMPARE(chart.yAxis->range(), QCPRange(0.0, 1.0));
}

void TestCharts::logAxesSkipWhatTheyCannotShow()
{
    LineChart chart;
    Line line = simpleLine();
    line.x = {-1, 0, 1, 10, 100};
    line.y = {5, 0, -3, 0.1, 10};
    line.low = {0, 0, 0, 0, 0};
    line.high = {9, 9, 9, 9, 9};
    chart.setLines({line});
    chart.setLogX(true);
    chart.setLogY(true);
    shown(chart);
    QVERIFY(chart.xAxis->range().lower > 0.0);
    QVERIFY(chart.yAxis->range().lower > 0.0);
    pointAt(chart, middleOf(chart));
    wheel(chart, -3);
    chart.replot();
    line.y = {-5, -4, -3, -2, 0}; // nothing that it could show
    chart.setLines({line});
    chart.resetView();
    chart.replot();
    QVERIFY(!chart.grab().isNull());

    ScatterChart points;
    points.setLogX(true);
    points.setLogY(true);
    points.setPoints(
        {simplePoint("a", 0, 0), simplePoint("b", 0.5, 100), simplePoint("c", 20, -4)});
    shown(points);
    QVERIFY(points.xAxis->range().lower > 0.0);
}

void TestCharts::scatterDoesNotZoomIntoNoise()
{
    ScatterChart points;
    points.setPoints({simplePoint("a", 50.0, 1.0), simplePoint("b", 50.5, 1.25)});
    shown(points);
    QVERIFY(points.xAxis->range().size() < 5.0);
    points.setLeastSpans(10.0, 10.0);
    points.replot();
    for (QCPAxis* axis : {points.xAxis, points.yAxis})
        QVERIFY(axis->range().size() >= 10.0 && axis->range().size() < 12.0);
    QVERIFY(qAbs(points.xAxis->range().center() - 50.25) < 1e-9);
    points.setPoints({simplePoint("a", 0.0, 1.0), simplePoint("b", 80.0, 1.25)});
    points.resetView();
    points.replot();
    QVERIFY(points.xAxis->range().size() > 80.0);
}

void TestCharts::countsAreWhole()
{
    Histogram histogram;
    histogram.setValues({0.4, 0.45}, 0.0, 1.0, 4, {});
    shown(histogram);
    QVERIFY(!histogram.yAxis->tickVector().isEmpty());
    for (const double tick : histogram.yAxis->tickVector())
        QCOMPARE(tick, std::round(tick));
}

/// An answer of one token.
void TestCharts::oneColumnIsSeen()
{
    HeatMap map;
    map.setCells({"ch 1", "ch 2"}, {"token"}, {{1.0, -1.0}});
    shown(map);
    const QImage picture = map.grab().toImage();
    const QPoint middle = middleOf(map);
    const QColor above = picture.pixelColor(middle - QPoint(0, map.height() / 5));
    const QColor below = picture.pixelColor(middle + QPoint(0, map.height() / 5));
    QVERIFY(above != below); // one is the base's colour, one the tuned model's
    QVERIFY(above != colours().surface && below != colours().surface);
}

void TestCharts::onePointIsSeen()
{
    LineChart chart;
    Line line = simpleLine();
    line.x = {1};
    line.y = {0.5};
    line.low = line.high = line.raw = {};
    chart.setLines({line});
    shown(chart);
    int dots = 0;
    for (int graph = 0; graph < chart.graphCount(); ++graph)
        dots += chart.graph(graph)->scatterStyle().isNone() ? 0 : 1;
    QCOMPARE(dots, 1);
}

/// As on a page that is laid out after its charts have their lines.
void TestCharts::aGrownChartShowsAsManyPointsAsItHasRoomFor()
{
    LineChart chart;
    Line line = simpleLine();
    line.x.clear();
    line.y.clear();
    for (int step = 0; step < 200; ++step) {
        line.x.append(step);
        line.y.append(step % 7);
    }
    chart.resize(80, 60);
    chart.setLines({line});
    chart.replot();
    chart.resize(800, 300);
    chart.replot(); // once, as a page that is looked at for the first time
    int most = 0;
    for (int graph = 0; graph < chart.graphCount(); ++graph)
        most = std::max(most, chart.graph(graph)->dataCount());
    QVERIFY2(most >= 190, qPrintable(QString::number(most)));
}

void TestCharts::barsHaveNoLogAxes()
{
    BarChart bars;
    fillBars(bars);
    bars.setLogX(true);
    bars.setLogY(true);
    QVERIFY(!bars.logX() && !bars.logY());
    QVERIFY(bars.yAxis->range().lower <= -4.0); // the least interval
    Histogram histogram;
    histogram.setLogX(true);
    histogram.setLogY(true);
    QVERIFY(!histogram.logX() && histogram.logY());
}

void TestCharts::aThemeChangesTheColours()
{
    LineChart chart;
    chart.setLines({simpleLine()});
    shown(chart);
    QVERIFY(holds(chart.grab().toImage(), lightColours().surface));
    applyTheme(*qApp, ThemeChoice::Dark);
    QTRY_VERIFY(!holds(chart.grab().toImage(), lightColours().base));
    QTRY_VERIFY(holds(chart.grab().toImage(), darkColours().base));
    QVERIFY(holds(chart.grab().toImage(), darkColours().surface));
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestCharts::redrawsAreGathered()
{
    LineChart chart;
    shown(chart);
    QSignalSpy drawn(&chart, &QCustomPlot::afterReplot);
    for (int times = 0; times < 50; ++times)
        chart.setLines({simpleLine()});
    QCOMPARE(drawn.count(), 0);
    QTRY_VERIFY(drawn.count() >= 1);
    QVERIFY(drawn.count() <= 3);
}

void TestCharts::namesMoveApart()
{
    // Alone in their places: as they are.
    QCOMPARE(movedApart({20, 60}, 10, 0, 100), std::vector<double>({20, 60}));
    // Two at one place: half a height to either side.
    QCOMPARE(movedApart({50, 50}, 10, 0, 100), std::vector<double>({45, 55}));
    // Not past the edges.
    QCOMPARE(movedApart({99, 99}, 10, 0, 100), std::vector<double>({85, 95}));
    QCOMPARE(movedApart({1, 2, 40}, 10, 0, 100), std::vector<double>({5, 15, 40}));
    // Moved ones push the next.
    const std::vector<double> three = movedApart({50, 51, 58}, 10, 0, 100);
    QVERIFY(three[1] - three[0] >= 10.0 - 1e-9 && three[2] - three[1] >= 10.0 - 1e-9);
    QVERIFY(std::abs((three[0] + three[1] + three[2]) / 3 - 53.0) < 1e-9);
}

void TestCharts::ticksAreAsLongAsTheirStep()
{
    QCOMPARE(tickText(0.5, 0.25), QStringLiteral("0.50"));
    QCOMPARE(tickText(0.0, 0.25), QStringLiteral("0.00"));
    QCOMPARE(tickText(12000, 4000), QStringLiteral("12,000"));
    QCOMPARE(tickText(-2, 1), QStringLiteral("−2"));
    QCOMPARE(tickText(2e-5, 1e-5), QStringLiteral("2e-05"));
    QCOMPARE(niceStep(0.3), 0.25);
    QCOMPARE(niceStep(20.0), 20.0);
    QCOMPARE(niceStep(24.0), 25.0);
    QCOMPARE(niceStep(8.0), 10.0);
}
