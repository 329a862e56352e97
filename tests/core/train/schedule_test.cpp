// SPDX-License-Identifier: Apache-2.0
#include "core/train/schedule.h"

#include "core/support/error.h"
#include "core/train/data_order.h"
#include "suites.h"

#include <QtTest>
#include <algorithm>

using namespace interweave;

namespace {

std::vector<int64_t> someLengths(int64_t rows)
{
    std::vector<int64_t> lengths;
    for (int64_t i = 0; i < rows; ++i)
        lengths.push_back(3 + i * i % 17);
    return lengths;
}

} // namespace

// Golden values: the learning rates of an optimizer with rate 1 under transformers 5.23.0's
// get_{cosine,linear,constant}_schedule_with_warmup, 8 steps in all.
void ScheduleTest::matchesTransformers_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("warmup");
    QTest::addColumn<QList<double>>("expected");
    const double third = 0.3333333333333333;
    QTest::newRow("cosine") << "cosine" << 3
                            << QList<double>{0.0, third, 0.6666666666666666, 1.0,
                                   0.9045084971874737, 0.6545084971874737, 0.34549150281252633,
                                   0.09549150281252633};
    QTest::newRow("cosine without warm-up")
        << "cosine" << 0
        << QList<double>{1.0, 0.9619397662556434, 0.8535533905932737, 0.6913417161825449, 0.5,
               0.30865828381745514, 0.14644660940672627, 0.03806023374435663};
    QTest::newRow("linear") << "linear" << 3
                            << QList<double>{
                                   0.0, third, 0.6666666666666666, 1.0, 0.8, 0.6, 0.4, 0.2};
    QTest::newRow("constant") << "constant" << 3
                              << QList<double>{
                                     0.0, third, 0.6666666666666666, 1.0, 1.0, 1.0, 1.0, 1.0};
}

void ScheduleTest::matchesTransformers()
{
    QFETCH(QString, kind);
    QFETCH(int, warmup);
    QFETCH(QList<double>, expected);
    Schedule schedule;
    schedule.kind = scheduleKind(kind.toStdString());
    schedule.steps = 8;
    schedule.warmupSteps = warmup;
    for (int step = 0; step < 8; ++step)
        QVERIFY(std::abs(schedule.factor(step) - expected[step]) < 1e-15);
}

// Golden values: as above, of get_cosine_with_min_lr_schedule_with_warmup,
// get_polynomial_decay_schedule_with_warmup (power 1) and get_wsd_schedule with 4 steps of decay.
void ScheduleTest::fallsToItsFloor_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("warmup");
    QTest::addColumn<double>("floor");
    QTest::addColumn<QList<double>>("expected");
    const double third = 0.3333333333333333;
    QTest::newRow("cosine") << "cosine"
                            << "cosine" << 3 << 0.1
                            << QList<double>{0.0, third, 0.6666666666666666, 1.0,
                                   0.9140576474687263, 0.6890576474687263, 0.41094235253127376,
                                   0.18594235253127372};
    QTest::newRow("linear") << "linear"
                            << "cosine" << 3 << 0.1
                            << QList<double>{
                                   0.0, third, 0.6666666666666666, 1.0, 0.82, 0.64, 0.46, 0.28};
    QTest::newRow("wsd, cosine") << "wsd"
                                 << "cosine" << 2 << 0.0
                                 << QList<double>{0.0, 0.5, 1.0, 1.0, 1.0, 0.8535533905932737, 0.5,
                                        0.14644660940672627};
    QTest::newRow("wsd, linear") << "wsd"
                                 << "linear" << 2 << 0.0
                                 << QList<double>{0.0, 0.5, 1.0, 1.0, 1.0, 0.75, 0.5, 0.25};
    QTest::newRow("wsd, sqrt") << "wsd"
                               << "sqrt" << 2 << 0.0
                               << QList<double>{0.0, 0.5, 1.0, 1.0, 1.0, 0.5, 0.2928932188134524,
                                      0.1339745962155614};
    QTest::newRow("wsd with a floor") << "wsd"
                                      << "cosine" << 0 << 0.2
                                      << QList<double>{1.0, 1.0, 1.0, 1.0, 1.0, 0.882842712474619,
                                             0.6000000000000001, 0.317157287525381};
}

void ScheduleTest::fallsToItsFloor()
{
    QFETCH(QString, kind);
    QFETCH(QString, shape);
    QFETCH(int, warmup);
    QFETCH(double, floor);
    QFETCH(QList<double>, expected);
    const Schedule schedule{
        scheduleKind(kind.toStdString()), 8, warmup, 4, decayShape(shape.toStdString()), floor};
    for (int step = 0; step < 8; ++step)
        QVERIFY(std::abs(schedule.factor(step) - expected[step]) < 1e-15);
}

void ScheduleTest::dataOrderTakesEveryRowOnce()
{
    const std::vector<int64_t> lengths(11, 3);
    const BatchSettings settings{2, 0, 2, false, 5};
    DataOrder order(lengths, settings);
    QCOMPARE(order.steps(1), 3);
    DataPosition position;
    std::vector<std::vector<int64_t>> epochs(2);
    for (int step = 0; step < 6; ++step) {
        const auto epoch = static_cast<size_t>(position.epoch);
        const DataPosition before = position;
        const auto microBatches = order.next(position);
        QCOMPARE(microBatches.size(), size_t{2}); // 2 + 2, 2 + 2, 2 + 1 rows
        for (const auto& rows : microBatches)
            epochs[epoch].insert(epochs[epoch].end(), rows.begin(), rows.end());

        DataPosition again = before; // what a resumed run would see
        QCOMPARE(DataOrder(lengths, settings).next(again), microBatches);
    }
    QCOMPARE(position.epoch, 2);
    QVERIFY(epochs[0] != epochs[1]);
    for (auto& rows : epochs) {
        std::sort(rows.begin(), rows.end());
        QCOMPARE(rows, (std::vector<int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    }
}

void ScheduleTest::everyOrderIsWhole_data()
{
    QTest::addColumn<int>("batchTokens");
    QTest::addColumn<bool>("grouped");
    QTest::newRow("rows, grouped") << 0 << true;
    QTest::newRow("tokens") << 40 << false;
    QTest::newRow("tokens, grouped") << 40 << true;
}

/// Every row once an epoch, no budget broken, as many steps as foretold, and the same from any
/// step on.
void ScheduleTest::everyOrderIsWhole()
{
    QFETCH(int, batchTokens);
    QFETCH(bool, grouped);
    constexpr int64_t kRows = 137;
    const std::vector<int64_t> lengths = someLengths(kRows);
    const BatchSettings settings{4, batchTokens, 3, grouped, 5};
    DataOrder order(lengths, settings);
    DataPosition position;
    int64_t steps = 0;
    std::vector<std::vector<int64_t>> orders(2);
    while (position.epoch < 2) {
        const auto epoch = static_cast<size_t>(position.epoch);
        const DataPosition before = position;
        const auto microBatches = order.next(position);
        ++steps;
        QVERIFY(!microBatches.empty() && microBatches.size() <= 3);
        QVERIFY(microBatches.size() == 3 || position.row == 0);
        for (const auto& rows : microBatches) {
            int64_t tokens = 0;
            for (const int64_t row : rows)
                tokens += lengths[static_cast<size_t>(row)];
            QVERIFY(batchTokens > 0 ? tokens <= batchTokens : rows.size() <= 4);
            orders[epoch].insert(orders[epoch].end(), rows.begin(), rows.end());
        }
        DataOrder other(lengths, settings);
        DataPosition again = before;
        QVERIFY(other.contains(before));
        QCOMPARE(other.next(again), microBatches);
        QCOMPARE(again.row, position.row);
    }
    QCOMPARE(steps, order.steps(2));
    QVERIFY(orders[0] != orders[1]);
    for (auto& rows : orders) {
        std::sort(rows.begin(), rows.end());
        QCOMPARE(rows.size(), static_cast<size_t>(kRows));
        for (int64_t row = 0; row < kRows; ++row)
            QCOMPARE(rows[static_cast<size_t>(row)], row);
    }
    QVERIFY(!order.contains({0, 1}) && !order.contains({-1, 0}) && !order.contains({0, kRows}));
    DataPosition nowhere{0, 1};
    QVERIFY_EXCEPTION_THROWN(order.next(nowhere), Error);
}

void ScheduleTest::groupsByLength()
{
    const std::vector<int64_t> lengths = someLengths(400);
    const auto spread = [&](bool grouped) {
        DataOrder order(lengths, {8, 0, 1, grouped, 5});
        DataPosition position;
        int64_t sum = 0;
        while (position.epoch == 0)
            for (const auto& rows : order.next(position)) {
                const auto [least, most] = std::ranges::minmax(
                    rows, {}, [&](int64_t row) { return lengths[static_cast<size_t>(row)]; });
                sum += lengths[static_cast<size_t>(most)] - lengths[static_cast<size_t>(least)];
            }
        return sum;
    };
    QVERIFY(5 * spread(true) < spread(false));
}

void ScheduleTest::refusesRowsPastTheBudget()
{
    try {
        const DataOrder order({4, 9, 5}, {2, 8, 1, false, 1});
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        QVERIFY2(QString(error.what()).contains("the longest row has 9 tokens"), error.what());
    }
}
