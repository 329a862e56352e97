// SPDX-License-Identifier: Apache-2.0
#include "core/train/schedule.h"

#include "core/train/data_order.h"
#include "suites.h"

#include <QtTest>
#include <algorithm>

using namespace interweave;

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
    const Schedule schedule{scheduleKind(kind.toStdString()), 8, warmup};
    for (int step = 0; step < 8; ++step)
        QVERIFY(std::abs(schedule.factor(step) - expected[step]) < 1e-15);
}

void ScheduleTest::dataOrderTakesEveryRowOnce()
{
    DataOrder order(11, 2, 2, 5);
    QCOMPARE(order.stepsPerEpoch(), 3);
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
        QCOMPARE(DataOrder(11, 2, 2, 5).next(again), microBatches);
    }
    QCOMPARE(position.epoch, 2);
    QVERIFY(epochs[0] != epochs[1]);
    for (auto& rows : epochs) {
        std::sort(rows.begin(), rows.end());
        QCOMPARE(rows, (std::vector<int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    }
}
