// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/axis_tickers.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/end_names.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/histogram.h"
#include "ui/plots/line_chart.h"
#include "ui/plots/read_out.h"
#include "ui/plots/scatter_chart.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

using namespace interweave;
using namespace interweave::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Line simpleLine(const QString& name = QStringLiteral("loss"))
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

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The middle of the plot's own area, where the data lies.
QPoint middleOf(Chart& chart)
{
    return chart.axisRect()->rect().center();
}

void shown(Chart& chart)
{
    chart.resize(480, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.replot();
}

void wheel(Chart& chart, int notches)
{
    const QPointF place = middleOf(chart);
    QWheelEvent event(place, chart.mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&chart, &event);
}

/// Whether a picture holds a colour.
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

void pointAt(Chart& chart, const QPointF& place)
{
    QMouseEvent event(QEvent::MouseMove, place, chart.mapToGlobal(place), Qt::NoButton,
        Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&chart, &event);
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

} // namespace

class TestCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyChartExports_data();
    void everyChartExports();
    void emptyChartsDraw();
    void linesAsCsv();
    void barsAsCsv();
    void heatMapAsCsv();
    void histogramCounts();
    void newLinesKeepTheZoom();
    void doubleClickShowsAll();
    void keysZoomPanAndReset();
    void barsAreNotDraggedOutOfSight();
    void fixedRangeOfY();
    void logAxesSkipWhatTheyCannotShow();
    void barsHaveNoLogAxes();
    void hoverReadsOutTheNearestPoint();
    void cursorOfAnotherChart();
    void clicksNameWhatTheyHit();
    void theMenuActs();
    void aThemeChangesTheColours();
    void redrawsAreGathered();
    void namesMoveApart();
    void ticksAreAsLongAsTheirStep();
};

void TestCharts::initTestCase()
{
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestCharts::everyChartExports_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"line", "bar", "scatter", "heat", "histogram"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestCharts::everyChartExports()
{
    QFETCH(QString, kind);
    std::unique_ptr<Chart> chart;
    if (kind == QLatin1String("line")) {
        auto* line = new LineChart;
        fillLine(*line);
        chart.reset(line);
    } else if (kind == QLatin1String("bar")) {
        auto* bars = new BarChart;
        fillBars(*bars);
        chart.reset(bars);
    } else if (kind == QLatin1String("scatter")) {
        auto* scatter = new ScatterChart;
        scatter->setPoints({simplePoint("a", 1, 2), simplePoint("b", 3, 1)});
        chart.reset(scatter);
    } else if (kind == QLatin1String("heat")) {
        auto* map = new HeatMap;
        fillHeat(*map);
        chart.reset(map);
    } else {
        auto* histogram = new Histogram;
        fillHistogram(*histogram);
        chart.reset(histogram);
    }
    chart->resize(400, 240);
    QVERIFY(holds(chart->grab().toImage(),
        kind == QLatin1String("heat") ? scaleColour(1.0, colours().base, 0.9)
            : kind == QLatin1String("scatter") || kind == QLatin1String("histogram")
            ? colours().tuned
            : colours().base));
    QVERIFY(!chart->accessibleName().isEmpty());
    QVERIFY(chart->axisRect()->left() > 12); // there are figures beside the axis
    QVERIFY(chart->height() - chart->axisRect()->bottom() > 12);

    QTemporaryDir folder;
    const auto path = [&folder](const char* ending) {
        return folder.filePath(QStringLiteral("chart.") + QLatin1String(ending));
    };
    for (const char* ending : {"png", "svg", "pdf", "csv"})
        QVERIFY2(chart->exportTo(path(ending)), ending);
    QVERIFY(contentOf(path("png")).startsWith("\x89PNG"));
    QCOMPARE(QImage(path("png")).size(), QSize(800, 480));
    QVERIFY(contentOf(path("svg")).contains("<svg"));
    QVERIFY(contentOf(path("svg")).trimmed().endsWith("</svg>"));
    QVERIFY(contentOf(path("pdf")).startsWith("%PDF"));
    QVERIFY(contentOf(path("csv")).count('\n') > 2);
    QVERIFY(!chart->exportTo(path("gif")));
    for (const char* ending : {"png", "svg", "pdf", "csv"})
        QVERIFY(!chart->exportTo(folder.filePath(QStringLiteral("no/such/folder.") + ending)));
}

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

void TestCharts::linesAsCsv()
{
    LineChart chart;
    fillLine(chart);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("lines.csv"));
    QVERIFY(chart.exportTo(file));
    QCOMPARE(contentOf(file),
        QByteArray("line,x,y,low,high,raw\n"
                   "\"loss, \"\"raw\"\"\",0,4,3,5,5\n"
                   "\"loss, \"\"raw\"\"\",1,3,2,4,1\n"
                   "\"loss, \"\"raw\"\"\",2,,,,2\n"
                   "\"loss, \"\"raw\"\"\",3,2.5,2,3,3\n"));
}

void TestCharts::barsAsCsv()
{
    BarChart chart;
    fillBars(chart);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("bars.csv"));
    QVERIFY(chart.exportTo(file));
    QCOMPARE(contentOf(file),
        QByteArray("group,series,value,low,high\n"
                   "CoLA,base,35,32,38\nWebQ,base,,,\n"
                   "CoLA,tuned,24,21,27\nWebQ,tuned,-3,-4,-2\n"));
}

void TestCharts::heatMapAsCsv()
{
    HeatMap map;
    fillHeat(map);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("cells.csv"));
    QVERIFY(map.exportTo(file));
    QCOMPARE(
        contentOf(file), QByteArray("column,name,ch 1,ch 2\n1,The,1,-1\n2,cat,0.5,\n3,sat,0,2\n"));
}

void TestCharts::histogramCounts()
{
    Histogram chart;
    fillHistogram(chart);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("bins.csv"));
    QVERIFY(chart.exportTo(file));
    QCOMPARE(contentOf(file), QByteArray("low,high,count\n0,0.5,2\n0.5,1,2\n"));
}

void TestCharts::newLinesKeepTheZoom()
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

void TestCharts::doubleClickShowsAll()
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

void TestCharts::keysZoomPanAndReset()
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

void TestCharts::barsAreNotDraggedOutOfSight()
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

void TestCharts::hoverReadsOutTheNearestPoint()
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

void TestCharts::cursorOfAnotherChart()
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

void TestCharts::clicksNameWhatTheyHit()
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

void TestCharts::theMenuActs()
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

QTEST_MAIN(TestCharts)
#include "test_charts.moc"
