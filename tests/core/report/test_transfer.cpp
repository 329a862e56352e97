// SPDX-License-Identifier: Apache-2.0
#include "report_fixture.h"
#include "suites.h"

#include "core/report/report.h"
#include "core/report/transfer.h"

#include <QtTest>

#include <cmath>

using namespace interweave;

namespace {

constexpr int64_t kRows = 100;

/// With so many right answers of each task; it went on from the adapter of `before`.
RunRecord runOf(const std::string& id, const std::string& before, int64_t facts, int64_t sums,
    int64_t where, const std::string& more = {})
{
    RunRecord record;
    record.run.summary.id = record.run.summary.name = id;
    record.run.summary.model = "/model";
    record.run.summary.adapterFolder = "/runs/" + id + "/adapter";
    record.run.summary.recipe = "method:\n  siamese: false\n" + more;
    if (!before.empty()) // the slash at the end is as good
        record.run.summary.recipe += "  adapter: /runs/" + before + "/adapter/\n";
    record.evaluations = {answersResult("facts", "tuned", kRows, facts),
        answersResult("sums", "tuned", kRows, sums), answersResult("where", "tuned", kRows, where)};
    return record;
}

/// Learns facts, then sums, then where; the base's scores are kept with the first.
std::vector<RunRecord> sequence()
{
    std::vector<RunRecord> runs{runOf("third", "second", 60, 70, 90),
        runOf("first", "", 90, 50, 30), runOf("second", "first", 70, 80, 40)};
    const std::vector<StoredEvaluation> base{answersResult("facts", "base", kRows, 50),
        answersResult("sums", "base", kRows, 40), answersResult("where", "base", kRows, 20)};
    runs[1].evaluations.insert(runs[1].evaluations.begin(), base.begin(), base.end());
    return runs;
}

std::optional<SequenceTransfer> transferOf(const std::vector<RunRecord>& records, size_t run)
{
    const std::vector<RunView> runs = viewsOf(records);
    return sequenceTransfer(scoresOf(runs), runs, run);
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-12;
}

} // namespace

/// By hand.
void TestTransfer::ofThreeTrainings()
{
    const auto three = transferOf(sequence(), 0);
    QCOMPARE(three->tasks, (std::vector<std::string>{"facts", "sums", "where"}));
    QVERIFY(near(three->backward.value, ((0.6 - 0.9) + (0.7 - 0.8)) / 2.0));
    QVERIFY(near(three->forward.value, ((0.5 - 0.4) + (0.4 - 0.2)) / 2.0));
    QVERIFY(three->backward.low < three->backward.value && three->backward.high < 0.0);
    QVERIFY(three->forward.low > 0.0 && three->forward.value < three->forward.high);

    const auto two = transferOf(sequence(), 2); // as things stood then
    QCOMPARE(two->tasks, (std::vector<std::string>{"facts", "sums"}));
    QVERIFY(near(two->backward.value, 0.7 - 0.9));
    QVERIFY(near(two->forward.value, 0.5 - 0.4));
    QVERIFY(!transferOf(sequence(), 1)); // goes on from none
}

void TestTransfer::needsTheWholeSequence()
{
    std::vector<RunRecord> runs = sequence();
    runs[2].evaluations.clear(); // the second was not measured
    QVERIFY(!transferOf(runs, 0));

    runs = sequence();
    runs.pop_back(); // or is not among them
    QVERIFY(!transferOf(runs, 0));

    runs = sequence();
    for (const StoredEvaluation& base : runs[1].evaluations)
        if (base.result.branch == "base")
            runs[0].evaluations.push_back(base);
    runs.erase(runs.begin() + 1); // nor the first, though the base is known
    QVERIFY(!transferOf(runs, 0));
    QVERIFY(!transferOf(runs, 1));

    runs = sequence();
    runs[1].evaluations.erase(runs[1].evaluations.begin()); // no base of facts
    QVERIFY(!transferOf(runs, 0));
}

void TestTransfer::everyTrainingLearnsATaskOfItsOwn()
{
    std::vector<RunRecord> runs = sequence();
    runs[0] = runOf("third", "second", 60, 90, 41); // sums again; 1 point is chance
    QVERIFY(!transferOf(runs, 0));
    runs[0] = runOf("third", "second", 70, 80, 41); // nothing
    QVERIFY(!transferOf(runs, 0));
}

void TestTransfer::isSaidInTheReport()
{
    const std::vector<RunRecord> runs = sequence();
    const std::string page = renderReport(runs);
    QVERIFY(page.find("(backward transfer)") != std::string::npos);
    QVERIFY(renderReport(std::span(runs).subspan(1, 1)).find("transfer)") == std::string::npos);
}

void TestTransfer::aGateAloneLearnsNoTask()
{
    std::vector<RunRecord> runs = sequence();
    runs.push_back(runOf("gate", "third", 65, 75, 90, "  train_adapter: false\n"));
    QVERIFY(!transferOf(runs, 3));
    runs.push_back(runOf("fourth", "gate", 60, 70, 95));
    QVERIFY(!transferOf(runs, 4));
}

void TestTransfer::endsWhereRunsBeginWithOneAnother()
{
    std::vector<RunRecord> runs = sequence();
    runs[1].run.summary.recipe += "  adapter: /runs/third/adapter\n";
    QVERIFY(!transferOf(runs, 0));
}
