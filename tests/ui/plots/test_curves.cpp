// SPDX-License-Identifier: Apache-2.0
#include "ui/models/curve_smoothing.h"
#include "ui/models/curve_thinning.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace interweave;
using namespace interweave::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

QVector<double> counting(int count)
{
    QVector<double> x(count);
    for (int place = 0; place < count; ++place)
        x[place] = place;
    return x;
}

} // namespace

class TestCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smoothsAsWorkedByHand();
    void smoothingPassesGapsThrough();
    void smoothingOfNothingAndByNothing();
    void fewPointsStayAsTheyAre();
    void spikesStay();
    void gapsStay();
    void extremesOfEachBucketStay();
    void onlyWhatIsInSight();
    void logarithmicBuckets();
    void nothingToThin();
};

void TestCurves::smoothsAsWorkedByHand()
{
    // w = 0.5 on 4, 2, 6: averages 2, 2, 4; freed of 1−w^n = 0.5, 0.75, 0.875.
    const QVector<double> s = smoothed({4, 2, 6}, 0.5);
    QCOMPARE(s[0], 4.0);
    QCOMPARE(s[1], 2.0 / 0.75);
    QCOMPARE(s[2], 4.0 / 0.875);
}

void TestCurves::smoothingPassesGapsThrough()
{
    const double infinite = std::numeric_limits<double>::infinity();
    const QVector<double> s = smoothed({4, kNaN, 2, infinite, 6}, 0.5);
    QVERIFY(std::isnan(s[1]));
    QCOMPARE(s[2], 2.0 / 0.75);
    QVERIFY(std::isinf(s[3]));
    QCOMPARE(s[4], 4.0 / 0.875);
}

void TestCurves::smoothingOfNothingAndByNothing()
{
    QVERIFY(smoothed({}, 0.9).isEmpty());
    QCOMPARE(smoothed({1, 5}, 0.0), QVector<double>({1, 5}));
    const QVector<double> constant = smoothed(QVector<double>(100, 3.0), 1.0);
    QVERIFY(std::all_of(constant.begin(), constant.end(),
        [](double value) { return std::abs(value - 3.0) < 1e-6; }));
}

void TestCurves::fewPointsStayAsTheyAre()
{
    const ThinCurve curve = thinned({0, 1, 2}, {5, 6, 7}, {0, 2, 100});
    QCOMPARE(curve.x, QVector<double>({0, 1, 2}));
    QCOMPARE(curve.y, QVector<double>({5, 6, 7}));
}

void TestCurves::spikesStay()
{
    QVector<double> y(100000, 1.0);
    y[54321] = 99.0;
    y[54400] = -99.0;
    const ThinCurve curve = thinned(counting(100000), y, {0, 99999, 500});
    QVERIFY(curve.x.size() <= 3 * 500 + 2);
    const auto up = curve.y.indexOf(99.0);
    const auto down = curve.y.indexOf(-99.0);
    QVERIFY(up >= 0 && down > up);
    QCOMPARE(curve.x[up], 54321.0);
    QCOMPARE(curve.x[down], 54400.0);
    QVERIFY(std::is_sorted(curve.x.begin(), curve.x.end()));
}

void TestCurves::gapsStay()
{
    QVector<double> y(10000, 1.0);
    y[5000] = kNaN; // a single one
    for (int place = 7000; place < 8000; ++place)
        y[place] = kNaN;
    const ThinCurve curve = thinned(counting(10000), y, {0, 9999, 100});
    int inLongGap = 0;
    bool single = false;
    for (qsizetype place = 0; place < curve.x.size(); ++place) {
        single = single || (curve.x[place] == 5000.0 && std::isnan(curve.y[place]));
        if (curve.x[place] < 7000.0 || curve.x[place] >= 8000.0)
            continue;
        QVERIFY(std::isnan(curve.y[place]));
        ++inLongGap;
    }
    QVERIFY(single);
    QVERIFY(inLongGap >= 10);
}

void TestCurves::extremesOfEachBucketStay()
{
    const int count = 20000;
    const int buckets = 64;
    QVector<double> y(count);
    for (int place = 0; place < count; ++place)
        y[place] = std::sin(place * 0.37) + std::cos(place * place * 0.011);
    const QVector<double> x = counting(count);
    const ThinCurve curve = thinned(x, y, {0, double(count), buckets});
    for (int bucket = 0; bucket < buckets; ++bucket) { // against looking at every point
        const double from = double(count) * bucket / buckets;
        const double to = double(count) * (bucket + 1) / buckets;
        double low = 1e9, high = -1e9, keptLow = 1e9, keptHigh = -1e9;
        for (int place = 0; place < count; ++place)
            if (x[place] >= from && x[place] < to) {
                low = std::min(low, y[place]);
                high = std::max(high, y[place]);
            }
        for (qsizetype place = 0; place < curve.x.size(); ++place)
            if (curve.x[place] >= from && curve.x[place] < to) {
                keptLow = std::min(keptLow, curve.y[place]);
                keptHigh = std::max(keptHigh, curve.y[place]);
            }
        QCOMPARE(keptLow, low);
        QCOMPARE(keptHigh, high);
    }
}

void TestCurves::onlyWhatIsInSight()
{
    const ThinCurve curve = thinned(counting(100), counting(100), {40, 50, 100});
    QCOMPARE(curve.x.first(), 39.0); // the line enters
    QCOMPARE(curve.x.last(), 51.0); // and leaves
}

void TestCurves::logarithmicBuckets()
{
    QVector<double> y = counting(100000);
    y[0] = -1.0;
    const ThinCurve curve = thinned(counting(100000), y, {1, 99999, 50, true, true});
    QVERIFY(curve.x.size() <= 3 * 50 + 2);
    // The first decades have buckets of their own: their points are all there.
    for (const double x : {1.0, 2.0, 3.0})
        QVERIFY(curve.x.contains(x));
    for (const double value : curve.y)
        QVERIFY(std::isnan(value) || value > 0.0);
}

void TestCurves::nothingToThin()
{
    QVERIFY(thinned({}, {}, {0, 1, 10}).x.isEmpty());
    QVERIFY(thinned({1, 2}, {}, {0, 1, 10}).x.isEmpty());
    QCOMPARE(thinned({5}, {1}, {0, 1, 0}).x.size(), thinned({5}, {1}, {0, 1, 0}).y.size());
}

QTEST_APPLESS_MAIN(TestCurves)
#include "test_curves.moc"
