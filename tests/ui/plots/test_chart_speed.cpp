// SPDX-License-Identifier: Apache-2.0
// What a busy chart costs the window's thread, in time of that thread: other processes do not
// count.
#include "ui/plots/heat_map.h"
#include "ui/plots/line_chart.h"

#include <QTest>

#include <cmath>
#include <ctime>
#include <functional>

using namespace interweave;
using namespace interweave::ui;

namespace {

constexpr double kMostMs = 100.0;

double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

double cost(const std::function<void()>& work)
{
    const double before = threadMs();
    work();
    return threadMs() - before;
}

std::vector<Line> manyLines(int lines, int points)
{
    std::vector<Line> result(lines);
    for (int number = 0; number < lines; ++number) {
        Line& line = result[number];
        line.name = QStringLiteral("run %1").arg(number);
        for (int step = 0; step < points; ++step) {
            line.x.append(step);
            line.y.append(2.0 * std::exp(-step / 1500.0) + 0.01 * number
                + 0.05 * std::sin(step * (0.7 + 0.01 * number)));
        }
    }
    return result;
}

} // namespace

class TestChartSpeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoMillionPoints();
    void noiseWithABand();
    void longHeatMap();
};

void TestChartSpeed::twoMillionPoints()
{
    LineChart chart;
    chart.resize(1200, 600);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    std::vector<Line> lines = manyLines(200, 10000);
    const double setting = cost([&] { chart.setLines(std::move(lines)); });
    QVERIFY2(setting < kMostMs, qPrintable(QStringLiteral("setLines %1 ms").arg(setting)));
    const double drawing = cost([&] { chart.replot(); });
    QVERIFY2(drawing < kMostMs, qPrintable(QStringLiteral("replot %1 ms").arg(drawing)));
    chart.xAxis->setRange(0.0, 500.0); // fewer points, nothing thinned
    const double zoomed = cost([&] { chart.replot(); });
    QVERIFY2(zoomed < kMostMs, qPrintable(QStringLiteral("zoomed %1 ms").arg(zoomed)));
    const QPointF place(600, 300);
    QMouseEvent move(QEvent::MouseMove, place, chart.mapToGlobal(place), Qt::NoButton, Qt::NoButton,
        Qt::NoModifier);
    const double pointing = cost([&] { QApplication::sendEvent(&chart, &move); });
    QVERIFY2(pointing < kMostMs, qPrintable(QStringLiteral("hover %1 ms").arg(pointing)));
}

/// A gate's mean that jumps in every step, and its spread.
void TestChartSpeed::noiseWithABand()
{
    LineChart chart;
    chart.resize(700, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    Line line;
    line.name = QStringLiteral("gate");
    for (int step = 0; step < 10000; ++step) {
        const double y = 0.5 + 0.3 * std::sin(0.7 * step);
        line.x.append(step);
        line.y.append(y);
        line.low.append(y - 0.1);
        line.high.append(y + 0.1);
        line.raw.append(y + 0.05 * std::cos(step));
    }
    chart.setLines({line});
    const double drawing = cost([&] { chart.replot(); });
    QVERIFY2(drawing < 0.5 * kMostMs, qPrintable(QStringLiteral("replot %1 ms").arg(drawing)));
}

void TestChartSpeed::longHeatMap()
{
    HeatMap map;
    map.resize(900, 220);
    map.show();
    QVERIFY(QTest::qWaitForWindowExposed(&map));
    std::vector<std::vector<double>> values(2000, std::vector<double>(8));
    for (size_t column = 0; column < values.size(); ++column)
        for (size_t row = 0; row < 8; ++row)
            values[column][row] = std::sin(static_cast<double>(column * (row + 1)) * 0.01);
    const QStringList rows{"1", "2", "3", "4", "5", "6", "7", "8"};
    const double both = cost([&] {
        map.setCells(rows, {}, std::move(values));
        map.replot();
    });
    QVERIFY2(both < kMostMs, qPrintable(QStringLiteral("heat map %1 ms").arg(both)));
}

QTEST_MAIN(TestChartSpeed)
#include "test_chart_speed.moc"
