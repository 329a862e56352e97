// SPDX-License-Identifier: Apache-2.0
#include "test_front.h"
#include "core/eval/claim.h"
#include "core/eval/pareto.h"
#include "core/eval/statistics.h"
#include "core/support/error.h"
#include "core/support/random.h"

#include <QtTest>
#include <cmath>

using namespace interweave;

namespace {

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-12;
}

FigureComparison comparison(const Estimate& difference, int64_t rows)
{
    FigureComparison result{"lora", "imsm", "mrpc", "accuracy", difference};
    result.rows = rows;
    return result;
}

} // namespace

void TestFront::findsTheFront()
{
    const std::vector<TradeOff> points{
        {0.1, 0.9}, {0.3, 0.7}, {0.2, 0.7}, {0.3, 0.7}, {0.0, 0.8}, {0.5, 0.1}};
    QVERIFY(paretoFront(points) == (std::vector<size_t>{0, 1, 3, 5}));
    QVERIFY(paretoFront({}).empty());
}

void TestFront::measuresHypervolume()
{
    QCOMPARE(hypervolume(std::vector<TradeOff>{{0.5, 0.8}}), 0.4);
    const std::vector<TradeOff> steps{{0.2, 0.9}, {0.5, 0.5}, {0.4, 0.4}, {-0.1, 1.0}};
    QVERIFY(near(hypervolume(steps), 0.5 * 0.5 + 0.2 * 0.4)); // two rectangles
    QVERIFY(near(hypervolume(steps, {0.1, 0.5}), 0.1 * 0.4));
    QCOMPARE(hypervolume({}), 0.0);
    QCOMPARE(hypervolume(std::vector<TradeOff>{{0.2, -0.1}, {-0.2, 0.5}}), 0.0);

    Random random(3); // against counting points of a grid
    std::vector<TradeOff> cloud;
    for (int i = 0; i < 12; ++i)
        cloud.push_back({random.uniform(), random.uniform()});
    double inside = 0.0;
    for (int x = 0; x < 400; ++x)
        for (int y = 0; y < 400; ++y)
            inside
                += std::ranges::any_of(cloud,
                       [&](const TradeOff& point) {
                           return (x + 0.5) / 400 <= point.gained && (y + 0.5) / 400 <= point.kept;
                       })
                ? 1.0
                : 0.0;
    QVERIFY(std::abs(hypervolume(cloud) - inside / (400 * 400)) < 3e-3);
}

void TestFront::hypervolumeIntervals()
{
    FrontRows front;
    front.base = {{1, 1, 0, 1, 1, 0, 1, 1}};
    front.points = {{{1, 0, 1, 0, 0, 1}, {{1, 1, 0, 0, 1, 0, 1, 0}}},
        {{0, 0, 1, 0, 0, 1}, {{1, 1, 0, 1, 1, 0, 1, 0}}}};
    QVERIFY(near(tradeOffOf(front, 0).gained, 0.5) && near(tradeOffOf(front, 0).kept, 4.0 / 6.0));
    const Estimate volume = hypervolumeInterval(front, 1);
    QVERIFY(near(volume.value, 0.5 * 4.0 / 6.0 + 1.0 / 3.0 * 1.0 / 6.0));
    QVERIFY(volume.low < volume.value && volume.value < volume.high);
    const Estimate same = hypervolumeDifference(front, front, 1);
    QVERIFY(same.low == 0.0 && same.high == 0.0); // the rows are drawn together
    FrontRows better = front;
    better.points[0].kept[0] = front.base[0];
    const Estimate gain = hypervolumeDifference(front, better, 1);
    QVERIFY(gain.value > 0.0 && gain.low >= 0.0);
    FrontRows other = front;
    other.points[1].gained.pop_back();
    QVERIFY_THROWS_EXCEPTION(Error, hypervolumeInterval(other, 1));
    other = front;
    other.base[0][0] = 0;
    QVERIFY_THROWS_EXCEPTION(Error, hypervolumeDifference(front, other, 1));
    QVERIFY_THROWS_EXCEPTION(Error, hypervolumeInterval({}, 1));
}

void TestFront::saysWhatMayBeClaimed()
{
    QCOMPARE(claimOf(comparison({0.032, 0.009, 0.055}, 400)),
        std::string("On mrpc, imsm is better than lora: accuracy 3.20 points higher (95 % interval "
                    "0.900 … 5.50, n = 400)."));
    FigureComparison open = comparison({-0.012, -0.04, 0.016}, 1400);
    open.seeds = 3;
    open.pValue = 0.4;
    QCOMPARE(claimOf(open),
        std::string(
            "On mrpc, no difference in accuracy between lora and imsm can be claimed: -1.20 "
            "points (95 % interval -4.00 … 1.60, n = 1,400 rows and 3 seeds, McNemar's p = "
            "0.400)."));
    FigureComparison loss = comparison({0.2, 0.1, 0.3}, 50);
    loss.metric = "cross_entropy";
    loss.factor = 1.0;
    loss.unit = "nats";
    loss.lowerIsBetter = true;
    QCOMPARE(claimOf(loss),
        std::string("On mrpc, lora is better than imsm: cross_entropy 0.200 nats lower (95 % "
                    "interval 0.100 … 0.300, n = 50)."));
}

/// Golden numbers: tests/oracle/statistics_golden.py, scipy 1.17.1.
void TestFront::saysWhenTheSampleIsTooSmall()
{
    QCOMPARE(rowsNeeded(0.02, 0.4), int64_t{3140});
    QCOMPARE(rowsNeeded(-0.02, 0.4), int64_t{3140});
    QCOMPARE(pairedProportionRows(0.05, 0.2), int64_t{626});
    QVERIFY(near(smallestDifference(400, 0.4), 0.0560317043622594));
    const double half = 1.959963984540054 * 0.4 / 20.0;
    const FigureComparison open = comparison({0.01, 0.01 - half, 0.01 + half}, 400);
    QVERIFY(near(rowDeviation(open.difference, 400), 0.4));
    QCOMPARE(sampleSizeWarning(open, 0.02),
        std::string("The sample is too small: 400 rows of mrpc show a difference of 5.60 points "
                    "four times in five, one of 2.00 needs about 3,140 rows."));
    QVERIFY(sampleSizeWarning(open, 0.06).empty()); // enough rows for so much
    QCOMPARE(sampleSizeWarning(comparison({}, 20), 0.02),
        std::string("No row differs: 20 rows of mrpc leave a difference of up to 15.0 points open, "
                    "150 would leave 2.00."));
    QVERIFY(sampleSizeWarning(comparison({}, 200), 0.02).empty());
    QVERIFY(sampleSizeWarning(comparison({0.1, 0.05, 0.15}, 400), 0.02).empty()); // certain
}
