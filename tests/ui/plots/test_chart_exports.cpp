// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/ui/plots/chart_fixtures.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace interweave;
using namespace interweave::ui;

void TestChartExports::everyChartExports_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"line", "bar", "scatter", "heat", "histogram"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestChartExports::everyChartExports()
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

void TestChartExports::linesAsCsv()
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

void TestChartExports::barsAsCsv()
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

void TestChartExports::referencesStandOverTheirBars()
{
    BarChart chart;
    fillBars(chart);
    shown(chart);
    const double before = chart.yAxis->range().upper;
    const QImage without = chart.grab().toImage();
    chart.setReferences({{0, 0, 61.5, "Paper: A"}, {1, 0, 3, "no bar there"}, {0, 7, 3, "nobody"}});
    QVERIFY(chart.yAxis->range().upper > before); // it is in sight
    chart.replot();
    QVERIFY(chart.grab().toImage() != without);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("bars.csv"));
    QVERIFY(chart.exportTo(file));
    QVERIFY(contentOf(file).contains("\nCoLA,Paper: A,61.5,,\n"));
    pointAt(chart, QPointF(chart.xAxis->coordToPixel(0), middleOf(chart).y()));
    auto* const readOut = chart.window()->findChild<ReadOut*>(QStringLiteral("readOut"));
    QVERIFY(readOut && readOut->text().contains(QLatin1String("Paper: A")));
    QVERIFY(readOut->text().contains(QLatin1String("61.5")));
    fillBars(chart);
    QCOMPARE(chart.yAxis->range().upper, before);
}

void TestChartExports::heatMapAsCsv()
{
    HeatMap map;
    fillHeat(map);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("cells.csv"));
    QVERIFY(map.exportTo(file));
    QCOMPARE(
        contentOf(file), QByteArray("column,name,ch 1,ch 2\n1,The,1,-1\n2,cat,0.5,\n3,sat,0,2\n"));
}

void TestChartExports::histogramCounts()
{
    Histogram chart;
    fillHistogram(chart);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("bins.csv"));
    QVERIFY(chart.exportTo(file));
    QCOMPARE(contentOf(file), QByteArray("low,high,count\n0,0.5,2\n0.5,1,2\n"));
}
