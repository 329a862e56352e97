// SPDX-License-Identifier: Apache-2.0
#include "core/eval/statistics.h"

#include "test_statistics.h"

#include <QtTest>
#include <cmath>

using namespace interweave;

namespace {

Statistic meanOf(const std::vector<double>& values)
{
    return [values](std::span<const int64_t> rows) {
        double sum = 0.0;
        for (const int64_t row : rows)
            sum += values[static_cast<size_t>(row)];
        return sum / static_cast<double>(rows.size());
    };
}

// x_i = sin²(i) and y_i = x_i + 0.1·cos(3i) + 0.02, i = 0 … 39.
std::vector<double> firstValues()
{
    std::vector<double> values;
    for (int i = 0; i < 40; ++i)
        values.push_back(std::sin(i) * std::sin(i));
    return values;
}

std::vector<double> secondValues()
{
    std::vector<double> values = firstValues();
    for (int i = 0; i < 40; ++i)
        values[static_cast<size_t>(i)] += 0.1 * std::cos(3 * i) + 0.02;
    return values;
}

bool within(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

/// scipy 1.17.1: binomtest(k, n).proportion_ci(0.95, method='wilson').
void TestStatistics::wilsonEqualsScipy()
{
    struct Case {
        int64_t successes, trials;
        double low, high;
    };
    for (const Case& c :
        {Case{0, 10, 0.0, 0.27753279986288926}, Case{10, 10, 0.7224672001371109, 1.0},
            Case{1, 3, 0.06149194472039626, 0.7923403991979523},
            Case{45, 60, 0.6276792992295218, 0.8422347746994333},
            Case{812, 1043, 0.752326656712601, 0.8026761998369649}}) {
        const Estimate estimate = wilsonInterval(c.successes, c.trials);
        QCOMPARE(estimate.value, double(c.successes) / double(c.trials));
        QVERIFY(within(estimate.low, c.low, 1e-12));
        QVERIFY(within(estimate.high, c.high, 1e-12));
    }
    QCOMPARE(wilsonInterval(0, 0).high, 1.0);
}

/// Of three values there are 27 draws: the quantiles over many samples are those of the full list.
void TestStatistics::bootstrapMatchesAllDraws()
{
    const Estimate estimate = bootstrapInterval(3, meanOf({1.0, 2.0, 4.0}), 5, 100'000);
    QCOMPARE(estimate.value, 7.0 / 3.0);
    QCOMPARE(estimate.low, 1.0); // 1/27 of the draws are all 1: more than 2.5 %
    QCOMPARE(estimate.high, 4.0);
    QCOMPARE(bootstrapInterval(0, meanOf({}), 5).high, 0.0);
}

/// scipy 1.17.1: bootstrap(…, np.mean, n_resamples=200000, method='percentile', random_state=1);
/// both sides draw at random, hence the tolerance of about four standard errors of a quantile of
/// 20,000 draws.
void TestStatistics::bootstrapMatchesScipy()
{
    const Estimate estimate = bootstrapInterval(40, meanOf(firstValues()), 5, 20'000);
    QVERIFY(within(estimate.value, 0.49704863326191295, 1e-12));
    QVERIFY(within(estimate.low, 0.38647203204145897, 4e-3));
    QVERIFY(within(estimate.high, 0.6085168904616959, 4e-3));
}

/// As above with paired=True and the difference of means; unpaired the interval would be seven
/// times as wide.
void TestStatistics::pairedDifferenceMatchesScipy()
{
    const Estimate estimate
        = pairedBootstrapDifference(40, meanOf(firstValues()), meanOf(secondValues()), 5, 20'000);
    QVERIFY(within(estimate.value, 0.0202837412265028, 1e-12));
    QVERIFY(within(estimate.low, -0.0006889823568913816, 8e-4));
    QVERIFY(within(estimate.high, 0.041423152276284514, 8e-4));
}

void TestStatistics::isRepeatable()
{
    const Statistic mean = meanOf(firstValues());
    QCOMPARE(bootstrapInterval(40, mean, 7).low, bootstrapInterval(40, mean, 7).low);
    QVERIFY(bootstrapInterval(40, mean, 7).low != bootstrapInterval(40, mean, 8).low);
}
