// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/ui/plots/chart_fixtures.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace interweave;
using namespace interweave::ui;

void TestChartInput::newLinesKeepTheZoom()
{
    LineChart chart;
    chart.setLines({simpleLine()});
    shown(chart);
    const QCPRange all = chart.xAxis->range();
    wheel(chart, 3);
    const QCPRange zoomed = chart.xAxis->range();
    QVERIFY(zoomed.size() < all.size());
    Line longer = simpleLine();
    longer.x.append(10);
    longer.y.append(9);
    chart.setLines({longer});
    QCOMPARE(chart.xAxis->range(), zoomed);
    chart.resetView();
    QCOMPARE(chart.xAxis->range().upper, 10.0);
    chart.setLines({simpleLine()}); // nobody has zoomed: follows
    QCOMPARE(chart.xAxis->range(), all);
}

void TestChartInput::doubleClickShowsAll()
{
    LineChart chart;
    chart.setLines({simpleLine()});
    shown(chart);
    const QCPRange all = chart.xAxis->range();
    const QPoint from = middleOf(chart);
    QTest::mousePress(&chart, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, from + QPoint(40, 10), chart.mapToGlobal(from),
        Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&chart, &move);
    QSignalSpy clicked(&chart, &LineChart::clicked);
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, from + QPoint(40, 10));
    QVERIFY(chart.isZoomed());
    QVERIFY(chart.xAxis->range().lower < all.lower);
    QCOMPARE(clicked.count(), 0); // that was a drag
    QTest::mouseDClick(&chart, Qt::LeftButton, {}, from);
    QCOMPARE(chart.xAxis->range(), all);
}

void TestChartInput::keysZoomPanAndReset()
{
    LineChart chart;
    chart.setLines({simpleLine()});
    shown(chart);
    const QCPRange all = chart.xAxis->range();
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.xAxis->range().size() < all.size());
    const double lower = chart.xAxis->range().lower;
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.xAxis->range().lower > lower);
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.xAxis->range(), all);
    QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY(chart.xAxis->range().size() > all.size());
    QTest::keyClick(&chart, Qt::Key_0);
    QCOMPARE(chart.xAxis->range(), all);
}

void TestChartInput::barsAreNotDraggedOutOfSight()
{
    HeatMap map;
    fillHeat(map);
    shown(map);
    const QCPRange all = map.xAxis->range();
    QTest::keyClick(&map, Qt::Key_Right);
    QTest::keyClick(&map, Qt::Key_Minus);
    QCOMPARE(map.xAxis->range(), all);
    QVERIFY(!map.isZoomed());
    QTest::keyClick(&map, Qt::Key_Plus);
    for (int times = 0; times < 20; ++times)
        QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.xAxis->range().upper, all.upper);
}

void TestChartInput::hoverReadsOutTheNearestPoint()
{
    LineChart chart;
    chart.setAxisLabels(QStringLiteral("step"), {});
    chart.setLines({simpleLine()});
    shown(chart);
    QSignalSpy hovered(&chart, &Chart::hovered);
    pointAt(chart, QPointF(chart.xAxis->coordToPixel(1.2), middleOf(chart).y()));
    QCOMPARE(hovered.count(), 1);
    QCOMPARE(hovered[0][0].toDouble(), 1.0);
    auto* const readOut = chart.window()->findChild<ReadOut*>(QStringLiteral("readOut"));
    QVERIFY(readOut != nullptr && readOut->isVisible());
    QVERIFY(readOut->text().contains(QLatin1String("step 1")));
    QVERIFY(readOut->text().contains(QLatin1String("3.00")));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&chart, &leave);
    QCOMPARE(hovered.count(), 2);
    QVERIFY(std::isnan(hovered[1][0].toDouble()));
    QVERIFY(!readOut->isVisible());
}

void TestChartInput::cursorOfAnotherChart()
{
    LineChart chart;
    chart.setLines({simpleLine()});
    shown(chart);
    const QColor cursor = colours().interwoven;
    QVERIFY(!holds(chart.grab().toImage(), cursor));
    chart.setCursor(2.0);
    QVERIFY(holds(chart.grab().toImage(), cursor));
    chart.setCursor(kNaN);
    QVERIFY(!holds(chart.grab().toImage(), cursor));
}

void TestChartInput::clicksNameWhatTheyHit()
{
    LineChart lines;
    lines.setLines({simpleLine()});
    shown(lines);
    QSignalSpy x(&lines, &LineChart::clicked);
    QTest::mouseClick(&lines, Qt::LeftButton, {},
        QPoint(static_cast<int>(lines.xAxis->coordToPixel(2.9)), middleOf(lines).y()));
    QCOMPARE(x.value(0).value(0).toDouble(), 3.0);

    BarChart bars;
    fillBars(bars);
    shown(bars);
    QSignalSpy group(&bars, &BarChart::groupClicked);
    QTest::mouseClick(&bars, Qt::LeftButton, {},
        QPoint(static_cast<int>(bars.xAxis->coordToPixel(1.2)), middleOf(bars).y()));
    QCOMPARE(group.value(0).value(0).toInt(), 1);

    HeatMap map;
    fillHeat(map);
    shown(map);
    QSignalSpy column(&map, &HeatMap::columnClicked);
    QTest::mouseClick(&map, Qt::LeftButton, {},
        QPoint(static_cast<int>(map.xAxis->coordToPixel(2.2)), middleOf(map).y()));
    QCOMPARE(column.value(0).value(0).toInt(), 2);
    map.setChosenColumn(1);
    map.replot();
    QVERIFY(holds(map.grab().toImage(), colours().interwoven));

    ScatterChart points;
    points.setPoints({simplePoint("a", 1, 2), simplePoint("b", 8, 9)});
    shown(points);
    QSignalSpy point(&points, &ScatterChart::pointClicked);
    QTest::mouseClick(&points, Qt::LeftButton, {},
        QPointF(points.xAxis->coordToPixel(8), points.yAxis->coordToPixel(9)).toPoint());
    QTest::mouseClick(&points, Qt::LeftButton, {}, middleOf(points)); // nothing there
    QCOMPARE(point.count(), 1);
    QCOMPARE(point[0][0].toInt(), 1);
}

void TestChartInput::theMenuActs()
{
    LineChart chart;
    chart.setLines({simpleLine()});
    shown(chart);
    wheel(chart, 2);
    const QPoint place = middleOf(chart);
    const auto choose = [&](const QString& name) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, chart.mapToGlobal(place));
        QApplication::sendEvent(&chart, &event);
        QPointer<QMenu> menu = chart.findChild<QMenu*>(QStringLiteral("chartMenu"));
        QVERIFY(menu);
        auto* const action = menu->findChild<QAction*>(name);
        QVERIFY2(action != nullptr && action->isEnabled(), qPrintable(name));
        action->trigger();
        menu->close();
        QTRY_VERIFY(!menu);
    };
    choose(QStringLiteral("showAll"));
    QVERIFY(!chart.isZoomed());
    choose(QStringLiteral("logY"));
    QVERIFY(chart.logY());
    choose(QStringLiteral("logY"));
    QVERIFY(!chart.logY());
    choose(QStringLiteral("copyPicture"));
    QCOMPARE(QGuiApplication::clipboard()->pixmap().size(), 2 * chart.size());
}

void TestChartInput::aPointHasAMenuOfItsOwn()
{
    ScatterChart chart;
    chart.setPoints({simplePoint("a", 1, 2), simplePoint("b", 8, 9)});
    chart.setPointAction(QStringLiteral("Open it"));
    shown(chart);
    QSignalSpy chosen(&chart, &ScatterChart::pointActionChosen);
    const auto actionAt = [&](const QPoint& place) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, chart.mapToGlobal(place));
        QApplication::sendEvent(&chart, &event);
        QPointer<QMenu> menu = chart.findChild<QMenu*>(QStringLiteral("chartMenu"));
        auto* const action
            = menu ? menu->findChild<QAction*>(QStringLiteral("pointAction")) : nullptr;
        const bool there = action != nullptr;
        if (action)
            action->trigger();
        if (menu)
            menu->close();
        [&] { QTRY_VERIFY(!menu); }();
        return there;
    };
    QVERIFY(!actionAt(middleOf(chart)));
    QVERIFY(
        actionAt(QPointF(chart.xAxis->coordToPixel(8), chart.yAxis->coordToPixel(9)).toPoint()));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 1);
}
