// SPDX-License-Identifier: Apache-2.0
#include "test_coverage.h"

#include "core/eval/mcnemar.h"
#include "core/eval/metric.h"
#include "core/eval/seed_statistics.h"
#include "core/eval/separation.h"
#include "core/eval/statistics.h"
#include "core/support/random.h"

#include <QtTest>
#include <cmath>
#include <functional>

using namespace interweave;

namespace {

using Draw = std::function<bool(Random&, uint64_t seed)>;

/// The share of `samples` samples for which the draw says yes.
double share(int samples, const Draw& draw)
{
    Random random(29);
    int count = 0;
    for (int sample = 0; sample < samples; ++sample)
        count += draw(random, static_cast<uint64_t>(sample)) ? 1 : 0;
    return static_cast<double>(count) / samples;
}

bool holds(const Estimate& estimate, double truth)
{
    return estimate.low <= truth && truth <= estimate.high;
}

/// 2,000 samples leave a share of 95 % uncertain by 0.5 points.
void verifyCoverage(double found, const char* what, double least = 0.93, double most = 0.97)
{
    QVERIFY2(found >= least && found <= most, qPrintable(QString("%1: %2").arg(what).arg(found)));
}

std::vector<double> drawn(int rows, const std::function<double()>& value)
{
    std::vector<double> values;
    for (int row = 0; row < rows; ++row)
        values.push_back(value());
    return values;
}

Estimate wilsonOf(Random& random, int rows, double truth)
{
    int64_t successes = 0;
    for (int row = 0; row < rows; ++row)
        successes += random.uniform() < truth ? 1 : 0;
    return wilsonInterval(successes, rows);
}

} // namespace

void TestCoverage::ofWilson()
{
    for (const double truth : {0.3, 0.5, 0.85})
        verifyCoverage(share(8000,
                           [&](Random& random, uint64_t) {
                               return holds(wilsonOf(random, 200, truth), truth);
                           }),
            "Wilson");
}

void TestCoverage::ofTheBootstrap()
{
    for (const int rows : {15, 100})
        verifyCoverage(share(2000,
                           [&](Random& random, uint64_t seed) {
                               const auto values = drawn(rows, [&] { return random.normal(1.0); });
                               return holds(
                                   bootstrapInterval(rows, meanOf(values), seed, 400), 0.0);
                           }),
            "bootstrap, normal");
    verifyCoverage(share(2000,
                       [](Random& random, uint64_t seed) {
                           const auto values
                               = drawn(100, [&] { return -std::log1p(-random.uniform()); });
                           return holds(bootstrapInterval(100, meanOf(values), seed, 400), 1.0);
                       }),
        "bootstrap, exponential");
}

/// Rows that are hard for one are hard for the other: right with chance h and h·0.8.
void TestCoverage::ofThePairedBootstrap()
{
    verifyCoverage(
        share(2000,
            [](Random& random, uint64_t seed) {
                std::vector<double> first;
                std::vector<double> second;
                for (int row = 0; row < 100; ++row) {
                    const double chance = random.uniform();
                    first.push_back(random.uniform() < chance ? 1.0 : 0.0);
                    second.push_back(random.uniform() < 0.8 * chance ? 1.0 : 0.0);
                }
                return holds(
                    pairedBootstrapDifference(100, meanOf(first), meanOf(second), seed, 400), -0.1);
            }),
        "paired bootstrap");
}

/// The ratio of two tasks' means.
void TestCoverage::ofTheBootstrapOverTasks()
{
    const std::vector<int64_t> rows{60, 150};
    verifyCoverage(share(2000,
                       [&](Random& random, uint64_t seed) {
                           const Statistic first
                               = meanOf(drawn(60, [&] { return 1.0 + random.uniform(); }));
                           const Statistic second
                               = meanOf(drawn(150, [&] { return 2.0 + random.normal(1.0); }));
                           return holds(bootstrapOverTasks(
                                            rows,
                                            [&](std::span<const std::vector<int64_t>> of) {
                                                return second(of[1]) / first(of[0]);
                                            },
                                            seed, 400),
                               2.0 / 1.5);
                       }),
        "bootstrap over tasks");
}

/// Tokens of a row have half of their variance in common; tokens of the other set stand a deviation
/// lower.
void TestCoverage::ofTheAuc()
{
    const auto shares = [](Random& random, int rows, double centre) {
        TokenShares set;
        for (int row = 0; row < rows; ++row) {
            const double ofRow = centre + random.normal(std::sqrt(0.5));
            set.push_back(drawn(1 + static_cast<int>(random.below(10)),
                [&] { return ofRow + random.normal(std::sqrt(0.5)); }));
        }
        return set;
    };
    const double truth = 0.5 * std::erfc(-0.5); // P(N(1, 2) > 0)
    for (const int rows : {20, 60})
        verifyCoverage(
            share(2000,
                [&](Random& random, uint64_t seed) {
                    const TokenShares above = shares(random, 60, 1.0);
                    return holds(separationAuc(above, shares(random, rows, 0.0), seed, 400), truth);
                }),
            "AUC", 0.925, 0.97);
}

void TestCoverage::ofMeanDifferences()
{
    for (const int rows : {30, 300})
        verifyCoverage(share(4000,
                           [&](Random& random, uint64_t) {
                               const auto of
                                   = [&](double truth) { return wilsonOf(random, rows, truth); };
                               const std::vector<EstimatePair> pairs{
                                   {of(0.6), of(0.7)}, {of(0.3), of(0.5)}, {of(0.8), of(0.75)}};
                               return holds(meanDifference(pairs), (0.1 + 0.2 - 0.05) / 3.0);
                           }),
            "MOVER");
}

void TestCoverage::ofSeeds()
{
    for (const int seeds : {2, 3, 5})
        verifyCoverage(share(8000,
                           [&](Random& random, uint64_t) {
                               const auto figures
                                   = drawn(seeds, [&] { return random.normal(0.02); });
                               return holds(overSeeds(figures).mean, 0.0);
                           }),
            "t over seeds");
}

/// Seeds that differ not at all, somewhat, and as much as a row does.
void TestCoverage::ofSeedsAndRows()
{
    for (const int seeds : {3, 5})
        for (const double spread : {0.0, 0.05, 0.4})
            verifyCoverage(share(2000,
                               [&](Random& random, uint64_t) {
                                   const auto rows = drawn(60, [&] { return random.normal(0.4); });
                                   std::vector<std::vector<double>> scores;
                                   for (int seed = 0; seed < seeds; ++seed) {
                                       const double ofSeed = random.normal(spread);
                                       scores.emplace_back();
                                       for (const double row : rows)
                                           scores.back().push_back(
                                               ofSeed + row + random.normal(0.3));
                                   }
                                   return holds(overSeedsAndRows(scores), 0.0);
                               }),
                "seeds and rows", 0.93, 0.975); // a little wide where seeds do not differ
}

/// Two that are equally good: the exact test errs in at most 5 % of samples, mid-p about so.
void TestCoverage::ofMcNemarsSize()
{
    for (const int rows : {50, 300}) {
        const auto size = [rows](double McNemar::*p) {
            return share(8000, [&](Random& random, uint64_t) {
                int64_t onlyFirst = 0;
                int64_t onlySecond = 0;
                for (int row = 0; row < rows; ++row) {
                    const double chance = random.uniform();
                    onlyFirst += chance < 0.1 ? 1 : 0;
                    onlySecond += chance > 0.9 ? 1 : 0;
                }
                return mcnemarTest(onlyFirst, onlySecond).*p <= 0.05;
            });
        };
        QVERIFY(size(&McNemar::exact) <= 0.05);
        QVERIFY(size(&McNemar::midP) <= 0.055);
        QVERIFY(size(&McNemar::midP) >= size(&McNemar::exact));
    }
}
