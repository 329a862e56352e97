// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "core/report/axis.h"
#include "core/report/curve.h"
#include "core/report/figure_text.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace interweave;

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

Curve waves(size_t points)
{
    Curve curve;
    for (size_t i = 0; i < points; ++i)
        curve.push_back({static_cast<double>(i), std::sin(static_cast<double>(i) * 0.37)});
    return curve;
}

} // namespace

void TestReportCurve::thinningKeepsExtremes()
{
    Curve curve = waves(100000);
    curve[31234].y = 50.0;
    curve[77777].y = -50.0;
    const Curve thin = thinned(curve, 300);
    QVERIFY(thin.size() <= 300 && thin.size() > 200);
    QVERIFY(std::ranges::count(thin, curve[31234]) == 1);
    QVERIFY(std::ranges::count(thin, curve[77777]) == 1);
    QCOMPARE(thin.front(), curve.front());
    QCOMPARE(thin.back(), curve.back());
    QVERIFY(std::ranges::is_sorted(thin, {}, &CurvePoint::x));
    QCOMPARE(thinned(waves(300), 300), waves(300));
    QCOMPARE(thinned({}, 300), Curve{});
}

void TestReportCurve::thinningKeepsGaps()
{
    Curve curve = waves(10000);
    for (size_t i = 4000; i < 6000; ++i)
        curve[i].y = kNan;
    curve[8000].y = std::numeric_limits<double>::infinity();
    const Curve thin = thinned(curve, 100);
    QVERIFY(std::ranges::any_of(thin, [](const CurvePoint& p) { return std::isnan(p.y); }));
    QVERIFY(std::ranges::none_of(thin, [](const CurvePoint& p) { return std::isinf(p.y); }));
}

/// Against the mean taken anew for each point.
void TestReportCurve::smoothing()
{
    Curve curve = waves(200);
    curve[50].y = kNan;
    const Curve smooth = smoothed(curve, 4);
    for (size_t i = 0; i < curve.size(); ++i) {
        double sum = 0.0;
        int count = 0;
        for (size_t j = i < 4 ? 0 : i - 4; j < std::min(i + 5, curve.size()); ++j)
            if (!std::isnan(curve[j].y)) {
                sum += curve[j].y;
                ++count;
            }
        if (i == 50)
            QVERIFY(std::isnan(smooth[i].y));
        else
            QVERIFY(std::abs(smooth[i].y - sum / count) < 1e-12);
    }
    QCOMPARE(smoothed(waves(9), 0), waves(9));
    QCOMPARE(smoothingRadius(10), size_t{0});
    QCOMPARE(smoothingRadius(150), size_t{3});
}

void TestReportCurve::quantiles()
{
    QCOMPARE(median({3.0, kNan, 1.0, 2.0}), std::optional(2.0));
    QCOMPARE(median({1.0, 2.0}), std::optional(1.5));
    QCOMPARE(quantile({1.0, 2.0, 3.0, 4.0, 5.0}, 0.25), std::optional(2.0));
    QVERIFY(!median({kNan}) && !median({}));
    QCOMPARE(sampled(waves(1000), 11).size(), size_t{11});
    QCOMPARE(sampled(waves(1000), 11).back(), waves(1000).back());
}

void TestReportCurve::axes()
{
    const Axis axis = axisAround(0.03, 5.1, 5);
    QCOMPARE(axis.low, 0.0);
    QCOMPARE(axis.high, 6.0);
    QCOMPARE(axis.ticks(), (std::vector<double>{0, 2, 4, 6}));
    QCOMPARE(axisWithin(1, 150, 6).ticks(), (std::vector<double>{50, 100, 150}));
    const Axis rate = axisAround(0.0, 0.004, 4);
    QCOMPARE(rate.text(0.002), std::string("0.002"));
    QCOMPARE(axisAround(0.0, 3e-5, 4).text(1e-5), std::string("1e-05"));
    QCOMPARE(axisWithin(0, 100000, 5).text(20000), std::string("20,000"));
    QCOMPARE((Axis{0.0, 1.0, 0.25}.text(0.25)), std::string("0.25"));
    QCOMPARE(axisAround(-20, 100, 5).text(-20), std::string("−20"));
    for (const auto& [low, high] : {std::pair(3.0, 3.0), {0.0, 0.0}, {kNan, kNan}, {4e-3, 4e-3},
             {1e300, 2e300}, {-1e308, 1e308}, {1.0, -1.0}}) {
        const Axis any = axisAround(low, high, 5);
        QVERIFY(std::isfinite(any.low) && any.high > any.low && any.step > 0.0);
        QVERIFY(!any.ticks().empty() && any.ticks().size() < 20);
    }
}

void TestReportCurve::figures()
{
    QCOMPARE(figureText(-0.01234), std::string("−0.0123"));
    QCOMPARE(figureText(21497.3), std::string("21,497"));
    QCOMPARE(figureText({}), std::string("–"));
    QCOMPARE(figureText(kNan), std::string("–"));
    QCOMPARE(durationText(0.0209), std::string("20.9 ms"));
    QCOMPARE(durationText(80.0), std::string("1 min 20 s"));
    QCOMPARE(scaleOf("EM").estimate({0.85, 0.805, 0.886}), std::string("85.0 (80.5 … 88.6)"));
    QCOMPARE(scaleOf("EM").text(1.0), std::string("100"));
    QCOMPARE(scaleOf("EM").change(0.787), std::string("+78.7"));
    QCOMPARE(scaleOf("MCC_yes").change(-0.1), std::string("−10.0"));
    QCOMPARE(scaleOf("cross_entropy").text(0.4449), std::string("0.445"));
    QCOMPARE(scaleOf("cross_entropy").change(3.475), std::string("+3.48"));
    QCOMPARE(shortened("äöüß", 3), std::string("äö…"));
    QCOMPARE(shortened("äöü", 3), std::string("äöü"));
    QCOMPARE(shortPath("/a/b/c.jsonl"), std::string("b/c.jsonl"));
    QCOMPARE(shortPath("/a/b/"), std::string("a/b"));
    QCOMPARE(shortPath("c"), std::string("c"));
    QCOMPARE(shortPath("/"), std::string("/"));
    QCOMPARE(listed({"a", "b", "c"}), std::string("a, b and c"));
    QCOMPARE(counted(1, "run") + counted(2000, "run"), std::string("1 run2,000 runs"));
}
