// SPDX-License-Identifier: Apache-2.0
#include "test_stored_results.h"

#include "core/api/json_values.h"
#include "core/store/run_store.h"
#include "core/support/error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <set>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

struct Workspace {
    Workspace()
    {
        RunSummary run;
        run.id = "a";
        run.folder = "/runs/a";
        store.record(run);
    }

    QTemporaryDir folder;
    fs::path path = folder.path().toStdString();
    RunStore store{path};
};

StoredEvaluationKey key(Branch branch = Branch::Tuned)
{
    return {{"a", "/model", "m", "d", "g", "cpu", "bf16"}, {}, "mrpc", "s", branch};
}

/// Values compare by what they say.
std::string text(const RowResult& row)
{
    return toJson(row).dump();
}

const Prediction kAnswer{7, "Is \"a\" b?", {"yes", "ja"}, "no\n", 12, 3, true};
const TextPrediction kText{9, 1.0 / 3.0};
const ChoicePrediction kChoice{2, "a or b?", {{"same", -1.25, 2}, {"same", -0.1, 1}}, 1, 1, 0, 5};

TaskResult result(const std::string& branch)
{
    TaskResult result;
    result.task = "mrpc";
    result.suite = "glue";
    result.file = "/mrpc.jsonl";
    result.branch = branch;
    result.score.rows = 2;
    result.score.metrics = {{"accuracy", {0.5, 0.1, 0.9}, "wilson", {1.0, 0.0}},
        {"MCC_yes", {NAN, -1.0, 1.0}, "bootstrap", {}}};
    result.score.alwaysYes = {{"accuracy", {0.6, 0.2, 0.95}, "wilson", {1.0, 1.0}}};
    result.maxNew = 4;
    result.tokens = 6;
    result.seconds = 1.5;
    return result;
}

} // namespace

void TestStoredResults::keepsRowsOfEveryKind()
{
    Workspace workspace;
    const std::string id = workspace.store.openEvaluation(key());
    workspace.store.addRows(
        std::vector<StoredRow>{{id, 0, kAnswer}, {id, 1, kText}, {id, 2, kChoice}});
    const auto rows = workspace.store.rows(id);
    QCOMPARE(rows.size(), size_t{3});
    QCOMPARE(text(rows.at(0)), text(kAnswer));
    QCOMPARE(std::get<TextPrediction>(rows.at(1)).crossEntropy, 1.0 / 3.0); // every bit
    QCOMPARE(text(rows.at(2)), text(kChoice));
    QCOMPARE(std::get<ChoicePrediction>(rows.at(2)).likeliestPerByte, int64_t{0});
}

void TestStoredResults::goesOnWithWhatIsUnfinished()
{
    Workspace workspace;
    const std::string first = workspace.store.openEvaluation(key());
    QCOMPARE(RunStore(workspace.path).openEvaluation(key()), first); // after a kill
    workspace.store.addRows(std::vector<StoredRow>{{first, 0, kAnswer}});
    workspace.store.finish(first, result("tuned"));
    QCOMPARE(workspace.store.openEvaluation(key(), true), first);
    const std::string second = workspace.store.openEvaluation(key());
    QVERIFY(second != first);
    QVERIFY(workspace.store.rows(second).empty());
    workspace.store.forgetUnfinished(key());
    QVERIFY(workspace.store.openEvaluation(key()) != second);
    QCOMPARE(workspace.store.rows(first).size(), size_t{1});
}

void TestStoredResults::tellsEvaluationsApart()
{
    Workspace workspace;
    std::vector<StoredEvaluationKey> keys(9, key());
    keys[1].branch = Branch::Base;
    keys[2].task = "cola";
    keys[3].settings = "t";
    keys[4].step = 0;
    keys[5].step = 10;
    keys[6].origin.adapterHash = "e";
    keys[7].origin.dtype = "fp32";
    keys[8].origin.run.clear(); // the model itself
    std::set<std::string> ids;
    for (const StoredEvaluationKey& key : keys)
        ids.insert(workspace.store.openEvaluation(key));
    QCOMPARE(ids.size(), keys.size());
    for (const StoredEvaluationKey& key : keys)
        QVERIFY(ids.contains(workspace.store.openEvaluation(key)));
}

void TestStoredResults::forgetsWatchedSuitesAfterACheckpoint()
{
    Workspace workspace;
    for (const std::optional<int64_t> step : {std::optional<int64_t>(), {0}, {10}, {20}}) {
        StoredEvaluationKey watched = key();
        watched.step = step;
        workspace.store.finish(workspace.store.openEvaluation(watched), result("tuned"));
    }
    workspace.store.forgetAfter("a", 10);
    std::vector<int64_t> steps;
    for (const StoredEvaluation& evaluation : workspace.store.evaluations("a", false))
        steps.push_back(evaluation.step.value_or(-1));
    QCOMPARE(steps, (std::vector<int64_t>{-1, 0, 10}));
}

void TestStoredResults::keepsScores()
{
    Workspace workspace;
    const std::string id = workspace.store.openEvaluation(key());
    workspace.store.addRows(std::vector<StoredRow>{{id, 0, kAnswer}, {id, 1, kAnswer}});
    QVERIFY(workspace.store.evaluations("a", true).empty()); // not finished
    workspace.store.finish(id, result("tuned"));
    const auto evaluations = RunStore(workspace.path).evaluations("a", true);
    QCOMPARE(evaluations.size(), size_t{1});
    QCOMPARE(evaluations[0].origin.adapterHash, std::string("d"));
    TaskResult expected = result("tuned");
    expected.rowsPerSecond = 2 / 1.5;
    QCOMPARE(toJson(evaluations[0].result).dump(), toJson(expected).dump());
    QCOMPARE(evaluations[0].result.predictions.size(), size_t{2});
    QCOMPARE(evaluations[0].result.score.metrics[0].rows, (std::vector<double>{1.0, 0.0}));
    QVERIFY(std::isnan(evaluations[0].result.score.metrics[1].estimate.value));
}

void TestStoredResults::keepsSamples()
{
    Workspace workspace;
    StoredSample sample;
    sample.origin = key().origin;
    sample.prompt = "Who?";
    sample.sampling = {24, 0.5, 3, 0.9, 1.1, {"\n"}, {2}, 17};
    Generation answer;
    answer.ids = {5, 6};
    answer.text = "Ann \xE2\x82\xAC";
    answer.tokens = {{5, "Ann", -0.25, 0.75}, {6, " \xE2\x82\xAC", -0.5, -1.0}};
    answer.stopReason = StopReason::StopString;
    sample.answers = {{Branch::Tuned, answer}, {Branch::Interwoven, answer}};
    TokenTrace token;
    token.token = {5, "Ann"};
    token.gateMean = 0.75;
    token.channels = {0.1, -0.2};
    token.base = {0.5, {{5, "Ann", 0.5}}};
    sample.trace = Trace{{{1, "Who"}}, {token}, "d", "g"};
    const std::string id = workspace.store.addSample(sample);

    const std::vector<StoredSample> samples = workspace.store.samples("a");
    QCOMPARE(samples.size(), size_t{1});
    sample.id = id;
    sample.created = samples[0].created;
    QCOMPARE(toJson(samples[0]).dump(), toJson(sample).dump());
    workspace.store.removeSample(id);
    QVERIFY(workspace.store.samples("a").empty());
    QVERIFY_THROWS_EXCEPTION(Error, workspace.store.removeSample(id));
    sample.origin.run = "unknown";
    QVERIFY_THROWS_EXCEPTION(Error, workspace.store.addSample(sample));
}

void TestStoredResults::copiesARun()
{
    Workspace from;
    from.store.tag("a", "best");
    from.store.addPoints("a", std::vector<MetricPoint>{{"loss", 1, 0.5}, {"gate_mean", 1, 0.4}});
    const std::string id = from.store.openEvaluation(key());
    from.store.addRows(std::vector<StoredRow>{{id, 0, kAnswer}});
    from.store.finish(id, result("tuned"));
    StoredSample sample;
    sample.origin = key().origin;
    from.store.addSample(sample);

    const QTemporaryDir folder;
    RunStore to(folder.path().toStdString());
    RunSummary other;
    other.id = "b";
    to.record(other);
    to.addPoints("b", std::vector<MetricPoint>{{"gate_mean", 7, 0.9}, {"loss", 7, 0.8}});
    for (int copy = 0; copy < 2; ++copy) { // the second replaces the first
        to.copyRun(from.path, "a");
        QCOMPARE(to.runs().size(), size_t{2});
        QCOMPARE(to.runs()[0].tags, std::vector<std::string>{"best"});
        QCOMPARE(to.series("a", "loss").values, std::vector<double>{0.5});
        QCOMPARE(to.series("b", "loss").values, std::vector<double>{0.8});
        QCOMPARE(to.evaluations("a", true).at(0).result.predictions.size(), size_t{1});
        QCOMPARE(to.samples("a").size(), size_t{1});
    }
    QVERIFY_THROWS_EXCEPTION(Error, to.copyRun(from.path, "z"));
}
