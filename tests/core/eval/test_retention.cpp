// SPDX-License-Identifier: Apache-2.0
#include "core/eval/retention.h"

#include "core/eval/score.h"
#include "core/support/error.h"
#include "test_retention.h"

#include <QtTest>
#include <cmath>
#include <numeric>

using namespace interweave;

namespace {

TaskResult ofRows(const std::vector<double>& rows)
{
    TaskResult result;
    result.task = "task";
    result.score = {static_cast<int64_t>(rows.size()), {proportion("EM", rows)}, {}};
    return result;
}

TaskResult ofTexts(const std::vector<TextPrediction>& texts)
{
    TaskResult result;
    result.texts = texts;
    MetricResult loss{"cross_entropy", {}, "bootstrap", {}};
    std::vector<int64_t> all(texts.size());
    std::iota(all.begin(), all.end(), 0);
    loss.estimate.value = meanCrossEntropy(texts)(all);
    MetricResult perplexity = loss;
    perplexity.metric = "perplexity";
    result.score = {static_cast<int64_t>(texts.size()), {loss, perplexity}, {}};
    return result;
}

TaskResult ofAnswers(const std::vector<std::string>& answers)
{
    TaskResult result;
    std::vector<AnsweredRow> rows;
    for (size_t i = 0; i < answers.size(); ++i) {
        result.predictions.push_back({0, "", {i % 2 ? "no" : "yes"}, answers[i], 0, 0, false});
        rows.push_back({result.predictions.back().accepted, answers[i]});
    }
    result.score = score(rows, {"F1_yes", "MCC_yes"}, 1);
    return result;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

} // namespace

void TestRetention::ofProportions()
{
    const auto kept
        = retentionOf(ofRows({1, 1, 0, 0, 1, 0, 0, 0}), ofRows({1, 1, 1, 1, 0, 0, 0, 0}));
    QCOMPARE(kept.size(), size_t{1});
    QVERIFY(near(kept[0].change.value, -0.125));
    QVERIFY(near(kept[0].kept->value, 0.75));
    QVERIFY(kept[0].change.low < -0.125 && kept[0].change.high > -0.125);
    QVERIFY(kept[0].kept->low < 0.75 && kept[0].kept->high > 0.75);
    QVERIFY(!retentionOf(ofRows({1, 0}), ofRows({0, 0}))[0].kept); // nothing to keep
}

void TestRetention::ofTexts()
{
    const auto kept
        = retentionOf(::ofTexts({{10, 3.0}, {30, 2.0}}), ::ofTexts({{10, 2.0}, {30, 1.8}}));
    QCOMPARE(kept.size(), size_t{1}); // the perplexity says no more
    QVERIFY(near(kept[0].change.value, (10 * 1.0 + 30 * 0.2) / 40)); // nats, by tokens
    QVERIFY(!kept[0].kept);
    QVERIFY(near(kept[0].change.low, 0.2) && near(kept[0].change.high, 1.0)); // a quarter each
}

/// What only one of the two has, as the branch its distance from the base, is left out.
void TestRetention::matchesFiguresByName()
{
    TaskResult tuned = ofRows({1, 0, 1, 0});
    tuned.score.metrics.insert(
        tuned.score.metrics.begin(), proportion("top1_agreement", {1, 1, 0, 1}));
    const auto kept = retentionOf(tuned, ofRows({1, 1, 1, 0}));
    QCOMPARE(kept.size(), size_t{1});
    QCOMPARE(kept[0].metric, std::string("EM"));
    QVERIFY(near(kept[0].change.value, -0.25));
}

void TestRetention::ofWholeSets()
{
    const auto kept = retentionOf(ofAnswers({"yes", "yes", "yes", "no", "no", "no"}),
        ofAnswers({"yes", "no", "yes", "no", "yes", "no"}));
    QCOMPARE(kept.size(), size_t{2});
    QVERIFY(near(kept[0].kept->value, (2.0 * 2 / (2 * 2 + 1 + 1)) / 1.0));
    QVERIFY(!kept[1].kept); // a correlation has no share
    QVERIFY(kept[1].change.value < 0.0);
}

/// The same rows change by the same amount: no draw changes the difference.
void TestRetention::pairsTheRows()
{
    std::vector<TextPrediction> base, tuned;
    for (int i = 0; i < 50; ++i) {
        base.push_back({20, 2.0 + std::sin(i)});
        tuned.push_back({20, 2.5 + std::sin(i)});
    }
    const Estimate change = retentionOf(::ofTexts(tuned), ::ofTexts(base))[0].change;
    QVERIFY(std::abs(change.low - 0.5) < 1e-9 && std::abs(change.high - 0.5) < 1e-9);
}

void TestRetention::refusesOtherRows()
{
    QVERIFY_THROWS_EXCEPTION(Error, retentionOf(ofRows({1, 0}), ofRows({1, 0, 1})));
}
