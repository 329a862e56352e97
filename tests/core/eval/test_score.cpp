// SPDX-License-Identifier: Apache-2.0
#include "core/eval/score.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include "test_score.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

using namespace interweave;
using nlohmann::json;

namespace {

const std::string kFixtures = INTERWEAVE_FIXTURES "/metrics/";

const MetricResult& find(const std::vector<MetricResult>& metrics, const std::string& name)
{
    return *std::ranges::find(metrics, name, &MetricResult::metric);
}

} // namespace

void TestScore::equalsTheAuthorsMetrics_data()
{
    QTest::addColumn<QString>("set");
    for (const char* set : {"mrpc", "cola", "ropes", "webq", "gsm8k"})
        QTest::newRow(set) << set;
}

/// metrics.json: the IMSM authors' own metric functions on 60 imperfect predictions of each set.
void TestScore::equalsTheAuthorsMetrics()
{
    QFETCH(QString, set);
    const std::string name = set.toStdString();
    const json expected = json::parse(readFile(kFixtures + "metrics.json")).at(name);
    const auto rows = readPredictions(kFixtures + name + ".jsonl");
    QCOMPARE(rows.size(), size_t(60));
    const ScoreReport report = score(rows, allMetrics(rows), 1);

    int compared = 0;
    for (const MetricResult& metric : report.metrics) {
        if (expected.contains(metric.metric)) {
            const double difference = metric.estimate.value - expected[metric.metric].get<double>();
            QVERIFY2(std::abs(difference) <= 1e-9, metric.metric.c_str());
            ++compared;
        }
        if (expected.contains(metric.metric + "_rows")) {
            const auto values = expected[metric.metric + "_rows"].get<std::vector<double>>();
            QCOMPARE(metric.rows.size(), values.size());
            for (size_t i = 0; i < values.size(); ++i) // the file's are rounded to six decimals
                QCOMPARE(std::round(metric.rows[i] * 1e6) / 1e6, values[i]);
            ++compared;
        }
        QVERIFY(metric.estimate.low <= metric.estimate.value);
        QVERIFY(metric.estimate.value <= metric.estimate.high);
    }
    QCOMPARE(compared, static_cast<int>(expected.size()));
}

/// By hand: three rows with a list of answers, nothing said, and an answer that is no word.
void TestScore::scoresByHand()
{
    const std::vector<AnsweredRow> rows{
        {{"The big lake", "a sea"}, "It is a SEA, the big one"}, {{"yes"}, ""}, {{"!"}, "#### 5"}};
    const auto is = [&](const char* metric, const std::vector<double>& expected) {
        return std::ranges::equal(measure(metric, rows, 1).rows, expected,
            [](double a, double b) { return std::abs(a - b) < 1e-15; });
    };
    QVERIFY(is("EM", {0, 0, 0}));
    QVERIFY(is("Contain", {1, 0, 1})); // nothing is in everything
    QVERIFY(is("F1_overlap", {2.0 * 1.0 / (5.0 + 2.0), 0, 0}));
    QVERIFY(is("Rouge1", {2.0 * 2.0 / (7.0 + 3.0), 0, 0})); // "the big" of seven and three words
    QVERIFY(is("Rouge2", {2.0 * 1.0 / (6.0 + 2.0), 0, 0}));
    QVERIFY(is("RougeL", {2.0 * 2.0 / (7.0 + 3.0), 0, 0}));
    QVERIFY(is("accuracy", {1, 0, 1}));
    QCOMPARE(measure("F1_yes", rows, 1).estimate.value, 0.0);
    QCOMPARE(measure("MCC_yes", rows, 1).estimate.value, 0.0);
}

void TestScore::choosesMetricsByTheAnswers()
{
    using Names = std::vector<std::string>;
    const std::vector<AnsweredRow> yesNo{{{"Yes."}, ""}, {{"no"}, ""}};
    QVERIFY(mainMetrics(yesNo) == (Names{"accuracy", "MCC_yes", "F1_yes"}));
    const std::vector<AnsweredRow> free{{{"yes"}, ""}, {{"maybe"}, ""}};
    QVERIFY(mainMetrics(free) == (Names{"EM", "Contain", "F1_overlap"}));
    const std::vector<AnsweredRow> sums{{{"The answer is 5."}, ""}};
    QVERIFY(mainMetrics(sums) == (Names{"EM", "Contain", "F1_overlap", "final_number"}));
    QVERIFY(!isYesNo({}));
}

void TestScore::scoresTheAlwaysYesBaseline()
{
    const std::vector<AnsweredRow> rows{
        {{"yes"}, "no"}, {{"yes"}, "yes"}, {{"no"}, "no"}, {{"yes"}, "yes"}};
    const ScoreReport report = score(rows, {"accuracy", "F1_yes", "MCC_yes"}, 1);
    QCOMPARE(find(report.metrics, "accuracy").estimate.value, 0.75);
    QCOMPARE(find(report.alwaysYes, "accuracy").estimate.value, 0.75);
    QCOMPARE(find(report.alwaysYes, "F1_yes").estimate.value, 6.0 / 7.0);
    QCOMPARE(find(report.alwaysYes, "MCC_yes").estimate.value, 0.0); // one claim only: undefined
    QVERIFY(score(std::vector<AnsweredRow>{{{"x"}, "x"}}, {"EM"}, 1).alwaysYes.empty());
}

void TestScore::namesUnknownMetrics()
{
    QCOMPARE(canonicalMetric("MCC", "suite"), std::string("MCC_yes"));
    QCOMPARE(canonicalMetric("rougel", "suite"), std::string("RougeL"));
    try {
        canonicalMetric("bleu", "suite.yaml:3");
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        QCOMPARE(error.where(), std::string("suite.yaml:3"));
        QVERIFY(error.message().find("'bleu'") != std::string::npos);
        QVERIFY(error.message().find("F1_overlap") != std::string::npos);
    }
}

void TestScore::namesBadLines()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("p.jsonl").toStdString();
    for (const char* bad :
        {"{\"output\": [], \"prediction\": \"x\"}", "{\"output\": \"x\"}", "[1]", "{",
            "{\"output\": [1], \"prediction\": \"x\"}", "{\"output\": \"x\", \"prediction\": 3}"}) {
        writeFileAtomically(
            file, "{\"output\": \"x\", \"prediction\": \"x\"}\n\n" + std::string(bad) + "\n");
        try {
            readPredictions(file);
            QFAIL(bad);
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::CorruptData);
            QVERIFY2(std::string_view(error.what()).find("p.jsonl:3") != std::string_view::npos,
                error.what());
        }
    }
}

void TestScore::scoresFinalNumbers()
{
    const std::vector<AnsweredRow> rows{{{"The answer is 6."}, "So: The answer is 6.0 apples"},
        {{"The answer is 6."}, "6"}, {{"no number"}, "none either"}};
    QVERIFY(measure("final_number", rows, 1).rows == (std::vector<double>{1.0, 0.0, 0.0}));
}
