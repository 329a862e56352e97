// SPDX-License-Identifier: Apache-2.0
#include "core/eval/seed_statistics.h"

#include "core/eval/mcnemar.h"
#include "core/eval/metric.h"
#include "core/eval/student.h"
#include "core/support/error.h"
#include "test_seed_statistics.h"

#include <QtTest>
#include <cmath>
#include <limits>

using namespace interweave;

// Golden numbers: tests/oracle/statistics_golden.py, scipy 1.17.1 and statsmodels 0.15.0.

namespace {

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-11 * std::max(1.0, std::abs(b));
}

std::vector<std::vector<double>> table(int seeds, int rows)
{
    std::vector<std::vector<double>> cells;
    for (int s = 0; s < seeds; ++s) {
        cells.emplace_back();
        for (int r = 0; r < rows; ++r)
            cells.back().push_back(
                std::sin(3 * s + 1) * 0.1 + std::sin(r * r) * 0.5 + std::cos(7 * s + 5 * r) * 0.2);
    }
    return cells;
}

} // namespace

void TestSeedStatistics::studentEqualsScipy()
{
    QVERIFY(near(studentQuantile(1.0), 12.7062047361747));
    QVERIFY(near(studentQuantile(2.0), 4.30265272974946));
    QVERIFY(near(studentQuantile(2.5), 3.57465484200368));
    QVERIFY(near(studentQuantile(9.0), 2.2621571627982));
    QVERIFY(near(studentQuantile(29.0), 2.0452296421327));
    QVERIFY(near(studentQuantile(1000.0), 1.96233908082641));
    QVERIFY(near(studentQuantile(std::numeric_limits<double>::infinity()), 1.959963984540054));
    QVERIFY(near(normalShareBelow(-1.959963984540054), 0.025));
}

void TestSeedStatistics::mcnemarEqualsStatsmodels()
{
    struct Case {
        int64_t onlyFirst, onlySecond;
        double exact, midP;
    };
    for (const Case& c : {Case{1, 0, 1.0, 0.5}, Case{5, 5, 1.0, 0.876953125},
             Case{10, 3, 0.09228515625, 0.057373046875},
             Case{20, 40, 0.0134892937311919, 0.00985344819525927},
             Case{100, 130, 0.0556135777813924, 0.0481630534407446},
             Case{3000, 3100, 0.204949544651559, 0.200448423796724}, Case{0, 0, 1.0, 1.0}}) {
        const McNemar test = mcnemarTest(c.onlyFirst, c.onlySecond);
        QVERIFY(near(test.exact, c.exact) && near(test.midP, c.midP));
        QCOMPARE(mcnemarTest(c.onlySecond, c.onlyFirst).exact, test.exact);
    }
}

void TestSeedStatistics::mcnemarOfRows()
{
    const std::vector<double> first{1, 1, 1, 0, 0, 1};
    const std::vector<double> second{1, 0, 0, 1, 0, 0};
    const McNemar test = mcnemarTest(first, second);
    QCOMPARE(test.onlyFirst, int64_t{3});
    QCOMPARE(test.onlySecond, int64_t{1});
    QVERIFY(near(test.exact, 2.0 * (1.0 + 4.0) / 16.0)); // by hand
    QVERIFY(near(test.midP, (2.0 * 5.0 - 4.0) / 16.0));
    QVERIFY_THROWS_EXCEPTION(Error, mcnemarTest(first, std::vector<double>{1.0}));
    QVERIFY_THROWS_EXCEPTION(
        Error, mcnemarTest(first, std::vector<double>{1.0, 0.0, 0.5, 1.0, 0.0, 0.0}));
}

void TestSeedStatistics::seedsEqualScipy()
{
    const SeedSpread spread = overSeeds(std::vector<double>{0.71, 0.74, 0.69, 0.75});
    QVERIFY(near(spread.mean.value, 0.7225));
    QVERIFY(near(spread.mean.low, 0.67868113115175));
    QVERIFY(near(spread.mean.high, 0.76631886884825));
    QVERIFY(near(spread.deviation, 0.0275378527364305));
    QCOMPARE(spread.seeds, int64_t{4});
    const SeedSpread one = overSeeds(std::vector<double>{0.5});
    QVERIFY(std::isinf(one.mean.low) && std::isinf(one.mean.high));
    QCOMPARE(one.mean.value, 0.5);
    QCOMPARE(overSeeds({}).seeds, int64_t{0});
}

void TestSeedStatistics::seedsAndRowsEqualAnova()
{
    const Estimate many = overSeedsAndRows(table(3, 20));
    QVERIFY(near(many.value, -0.0566029062105893));
    QVERIFY(near(many.low, -0.324880229075778));
    QVERIFY(near(many.high, 0.211674416654599));
    const Estimate few = overSeedsAndRows(table(2, 5));
    QVERIFY(near(few.value, 0.0275913511874058));
    QVERIFY(near(few.low, -1.06031985026451));
    QVERIFY(near(few.high, 1.11550255263932));
    const Estimate constant = overSeedsAndRows(std::vector(3, std::vector<double>(4, 0.25)));
    QVERIFY(constant.low == 0.25 && constant.high == 0.25);
}

void TestSeedStatistics::pseudoValuesOfAMeanAreItsRows()
{
    const std::vector<double> rows{0.0, 1.0, 1.0, 0.5, 0.25};
    const std::vector<double> values = pseudoValues(5, meanOf(rows));
    for (size_t row = 0; row < rows.size(); ++row)
        QVERIFY(near(values[row], rows[row]));
    const auto largest = [&](std::span<const int64_t> drawn) {
        double most = 0.0;
        for (const int64_t row : drawn)
            most = std::max(most, static_cast<double>(row));
        return most;
    };
    const std::vector<double> ofLargest = pseudoValues(3, largest);
    QVERIFY(near(ofLargest[0], 2.0 - 2.0 / 3.0) && near(ofLargest[1], ofLargest[0]));
    QVERIFY(near(ofLargest[2], ofLargest[0] + 2.0)); // their mean is the largest row, 2
}

void TestSeedStatistics::namesBadTables()
{
    QVERIFY_THROWS_EXCEPTION(Error, overSeedsAndRows(table(1, 5)));
    QVERIFY_THROWS_EXCEPTION(Error, overSeedsAndRows(table(3, 1)));
    std::vector<std::vector<double>> ragged = table(2, 4);
    ragged[1].pop_back();
    QVERIFY_THROWS_EXCEPTION(Error, overSeedsAndRows(ragged));
}
