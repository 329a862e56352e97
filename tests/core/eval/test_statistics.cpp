// SPDX-License-Identifier: Apache-2.0
#include "core/eval/statistics.h"

#include "core/support/random.h"
#include "test_statistics.h"

#include <QtTest>
#include <cmath>
#include <limits>

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
    QVERIFY(wilsonInterval(0, 300).low == 0.0 && wilsonInterval(300, 300).high == 1.0); // exactly
}

/// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
/// (1998), table I, method 3: the published digits.
void TestStatistics::wilsonEqualsNewcombe()
{
    struct Case {
        int64_t successes, trials;
        double low, high;
    };
    for (const Case& c : {Case{81, 263, 0.2553, 0.3662}, Case{15, 148, 0.0624, 0.1605},
             Case{0, 20, 0.0000, 0.1611}, Case{1, 29, 0.0061, 0.1718}}) {
        const Estimate estimate = wilsonInterval(c.successes, c.trials);
        QVERIFY(within(estimate.low, c.low, 5.01e-5));
        QVERIFY(within(estimate.high, c.high, 5.01e-5));
    }
}

/// The share of all samples whose interval holds the truth, summed over the binomial distribution:
/// near 95 %, on the average over proportions as for single ones.
void TestStatistics::wilsonCovers()
{
    double mean = 0.0;
    int proportions = 0;
    for (const int64_t n : {20, 50, 300})
        for (double p = 0.05; p < 0.96; p += 0.05) {
            double coverage = 0.0;
            for (int64_t k = 0; k <= n; ++k) {
                const auto size = static_cast<double>(n);
                const auto hits = static_cast<double>(k);
                const Estimate estimate = wilsonInterval(k, n);
                if (estimate.low <= p && p <= estimate.high)
                    coverage += std::exp(std::lgamma(size + 1) - std::lgamma(hits + 1)
                        - std::lgamma(size - hits + 1) + hits * std::log(p)
                        + (size - hits) * std::log1p(-p));
            }
            QVERIFY2(
                coverage > 0.90, qPrintable(QString("%1 of %2: %3").arg(p).arg(n).arg(coverage)));
            mean += coverage;
            ++proportions;
        }
    QVERIFY(within(mean / proportions, 0.95, 0.01));
}

/// Of two rows four draws are equally likely: 0, ½, ½ and 1 are their means.
void TestStatistics::bootstrapOfTwoRows()
{
    const Estimate estimate = bootstrapInterval(2, meanOf({0.0, 1.0}), 5);
    QCOMPARE(estimate.low, 0.0);
    QCOMPARE(estimate.value, 0.5);
    QCOMPARE(estimate.high, 1.0);
    const double infinity = std::numeric_limits<double>::infinity();
    QCOMPARE(bootstrapInterval(2, meanOf({0.0, infinity}), 5).high, infinity);
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

/// scipy 1.17.1: bootstrap(…, np.mean, n_resamples=200000, method='percentile', random_state=1) at
/// the level of 40 rows (tests/oracle/statistics_golden.py); both sides draw at random, hence the
/// tolerance of about four standard errors of a quantile of 20,000 draws.
void TestStatistics::bootstrapMatchesScipy()
{
    const Estimate estimate = bootstrapInterval(40, meanOf(firstValues()), 5, 20'000);
    QVERIFY(within(estimate.value, 0.49704863326191295, 1e-12));
    QVERIFY(within(estimate.low, 0.381690409255679, 4e-3));
    QVERIFY(within(estimate.high, 0.613434340328302, 4e-3));
}

/// As above with paired=True and the difference of means; unpaired the interval would be seven
/// times as wide.
void TestStatistics::pairedDifferenceMatchesScipy()
{
    const Estimate estimate
        = pairedBootstrapDifference(40, meanOf(firstValues()), meanOf(secondValues()), 5, 20'000);
    QVERIFY(within(estimate.value, 0.0202837412265028, 1e-12));
    QVERIFY(within(estimate.low, -0.00165767195789528, 8e-4));
    QVERIFY(within(estimate.high, 0.0423930961194234, 8e-4));
}

/// Newcombe, "Interval estimation for the difference between independent proportions", Statistics
/// in Medicine 17 (1998), table II, method 10: the published digits.
void TestStatistics::meanDifferenceEqualsNewcombe()
{
    struct Case {
        int64_t successes, trials, successesBefore, trialsBefore;
        double low, high;
    };
    for (const Case& c : {Case{56, 70, 48, 80, 0.0524, 0.3339}, Case{9, 10, 3, 10, 0.1705, 0.8090},
             Case{5, 56, 0, 29, -0.0381, 0.1926}, Case{10, 10, 0, 10, 0.6075, 1.0}}) {
        const EstimatePair pair{wilsonInterval(c.successesBefore, c.trialsBefore),
            wilsonInterval(c.successes, c.trials)};
        const Estimate one = meanDifference(std::vector{pair});
        QVERIFY(within(one.low, c.low, 5.01e-5));
        QVERIFY(within(one.high, c.high, 5.01e-5));
        const Estimate four = meanDifference(std::vector(4, pair)); // half as wide
        QCOMPARE(four.value, one.value);
        QVERIFY(within(four.value - four.low, (one.value - one.low) / 2.0, 1e-12));
    }
}

void TestStatistics::isRepeatable()
{
    const Statistic mean = meanOf(firstValues());
    QCOMPARE(bootstrapInterval(40, mean, 7).low, bootstrapInterval(40, mean, 7).low);
    QVERIFY(bootstrapInterval(40, mean, 7).low != bootstrapInterval(40, mean, 8).low);
}
