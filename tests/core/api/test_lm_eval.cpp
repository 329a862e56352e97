// SPDX-License-Identifier: Apache-2.0
#include "core/api/lm_eval.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"

#include "suites.h"

#include <QtTest>
#include <cmath>

using namespace interweave;

namespace {

/// A file as lm-evaluation-harness 0.4.9 writes it, cut to what is read and some of what is not.
constexpr const char* kFile = R"({
  "results": {
    "arc_easy": {"alias": "arc_easy", "acc,none": 0.62, "acc_stderr,none": 0.02,
      "acc_norm,none": 0.58, "acc_norm_stderr,none": 0.021},
    "gsm8k": {"alias": "gsm8k", "exact_match,strict-match": 0.1,
      "exact_match_stderr,strict-match": 0.01, "exact_match,flexible-extract": 0.12,
      "exact_match_stderr,flexible-extract": 0.011},
    "wikitext": {"alias": "wikitext", "word_perplexity,none": 30.5,
      "word_perplexity_stderr,none": "N/A"},
    "group": {"alias": "only a name"}
  },
  "n-samples": {"arc_easy": {"original": 2376, "effective": 200}},
  "config": {"model": "hf", "limit": 200.0}
})";

std::vector<TaskResult> read(const std::string& content)
{
    const TemporaryFolder folder("test-lm-eval");
    const auto file = folder.path() / "results.json";
    writeFileAtomically(file, content);
    return readLmEval(file, "base");
}

const TaskResult& taskOf(const std::vector<TaskResult>& results, const std::string& task)
{
    return *std::ranges::find(results, task, &TaskResult::task);
}

} // namespace

void TestLmEval::readsAFile()
{
    const std::vector<TaskResult> results = read(kFile);
    QCOMPARE(results.size(), size_t(3));
    const TaskResult& arc = taskOf(results, "arc_easy");
    QCOMPARE(arc.branch, std::string("base"));
    QCOMPARE(arc.file, std::string(kLmEvalFile));
    QCOMPARE(arc.score.rows, int64_t(200));
    QCOMPARE(arc.score.metrics.size(), size_t(2));
    const auto acc = std::ranges::find(arc.score.metrics, "acc", &MetricResult::metric);
    QCOMPARE(acc->estimate.value, 0.62);
    QVERIFY(std::abs(acc->estimate.low - (0.62 - 1.959963984540054 * 0.02)) < 1e-12);
    QCOMPARE(acc->interval, std::string("stderr"));
    const TaskResult& gsm8k = taskOf(results, "gsm8k");
    QCOMPARE(gsm8k.score.rows, int64_t(0)); // not said
    QVERIFY(std::ranges::find(gsm8k.score.metrics, "EM,strict-match", &MetricResult::metric)
        != gsm8k.score.metrics.end());
    const MetricResult& perplexity = taskOf(results, "wikitext").score.metrics.at(0);
    QCOMPARE(perplexity.metric, std::string("word_perplexity"));
    QVERIFY(std::isinf(perplexity.estimate.low) && std::isinf(perplexity.estimate.high));
    QCOMPARE(perplexity.interval, std::string("none"));
}

void TestLmEval::readsTheOlderSpelling()
{
    const auto results
        = read(R"({"results": {"arc": {"acc": 0.5, "acc_stderr": 0.1, "mcc": 0.2}}})");
    const auto& metrics = results.at(0).score.metrics;
    QCOMPARE(metrics.size(), size_t(2));
    QCOMPARE(metrics[0].metric, std::string("acc"));
    QCOMPARE(metrics[0].interval, std::string("stderr"));
    QCOMPARE(metrics[1].metric, std::string("MCC_yes"));
}

void TestLmEval::readsWhatItWrites()
{
    TaskResult result;
    result.task = "mrpc";
    result.branch = "tuned";
    result.score.rows = 300;
    result.score.metrics
        = {{"EM", {0.7, 0.65, 0.75}, "wilson", {}}, {"MCC_yes", {0.4, 0.3, 0.5}, "bootstrap", {}},
            {"cross_entropy", {2.5, 2.25, 2.75}, "bootstrap", {}}};
    const Json written = lmEvalJson({result}, "smol", 1.5e9);
    QCOMPARE(written["results"]["mrpc"]["exact_match,none"].get<double>(), 0.7);
    QVERIFY(std::abs(written["results"]["mrpc"]["mcc_stderr,none"].get<double>()
                - 0.1 / 1.959963984540054)
        < 1e-12);
    QCOMPARE(written["higher_is_better"]["mrpc"]["cross_entropy"].get<bool>(), false);
    QCOMPARE(written["n-samples"]["mrpc"]["effective"].get<int>(), 300);
    const auto results = read(written.dump());
    QCOMPARE(results.size(), size_t(1));
    QCOMPARE(results[0].score.rows, int64_t(300));
    for (const MetricResult& metric : result.score.metrics) {
        const auto found
            = std::ranges::find(results[0].score.metrics, metric.metric, &MetricResult::metric);
        QVERIFY(found != results[0].score.metrics.end());
        QVERIFY(std::abs(found->estimate.low - metric.estimate.low) < 1e-12);
        QVERIFY(std::abs(found->estimate.high - metric.estimate.high) < 1e-12);
    }
    TaskResult base = result;
    base.branch = "base";
    QVERIFY_THROWS_EXCEPTION(Error, lmEvalJson({result, base}, "smol", 0.0));
    QVERIFY_THROWS_EXCEPTION(Error, lmEvalJson({result, result}, "smol", 0.0));
}

void TestLmEval::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* content, const char* message) {
        QTest::newRow(content) << content << message;
    };
    row("[]", "results.json");
    row("{}", "has no object 'results'");
    row(R"({"results": []})", "has no object 'results'");
    row(R"({"results": {}})", "holds no figure of any task");
    row(R"({"results": {"a": 1}})", "'results' of 'a' is no object");
    row(R"({"results": {"a": {"alias": "a"}}})", "holds no figure of any task");
    row(R"({"results": {"a": {"acc,none": 1}}, "n-samples": {"a": {"effective": -1}}})",
        "'n-samples' of 'a'");
    row(R"({"results": {"a": {"acc,none": 1}}, "n-samples": {"a": 3}})", "'n-samples' of 'a'");
}

void TestLmEval::namesWhatIsWrong()
{
    QFETCH(QString, content);
    QFETCH(QString, message);
    try {
        read(content.toStdString());
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::CorruptData);
        QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
    }
}
