// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "core/report/flips.h"

#include <QtTest>

using namespace interweave;

namespace {

struct Answer {
    std::string said;
    bool right;
};

/// Rows "Q1" … with the accepted answer "A1" …, on lines 1 …
StoredEvaluation answers(const std::string& branch, const std::vector<Answer>& rows)
{
    StoredEvaluation stored;
    stored.finished = true;
    stored.result.task = "facts";
    stored.result.branch = branch;
    stored.result.score.rows = static_cast<int64_t>(rows.size());
    MetricResult overlap{"F1_overlap", {}, "bootstrap", {}};
    MetricResult exact{"EM", {}, "wilson", {}};
    for (const Answer& row : rows) {
        const std::string number = std::to_string(stored.result.predictions.size() + 1);
        stored.result.predictions.push_back({static_cast<int64_t>(overlap.rows.size()) + 1,
            "Q" + number, {"A" + number}, row.said, 3, 2, false});
        overlap.rows.push_back(row.right ? 1.0 : 0.4);
        exact.rows.push_back(row.right ? 1.0 : 0.0);
    }
    stored.result.score.metrics = {overlap, exact};
    return stored;
}

StoredEvaluation choices(const std::string& branch, const std::vector<int64_t>& likeliest)
{
    StoredEvaluation stored;
    stored.finished = true;
    stored.result.task = "choice";
    stored.result.branch = branch;
    stored.result.score.rows = static_cast<int64_t>(likeliest.size());
    MetricResult acc{"acc", {}, "wilson", {}};
    for (const int64_t choice : likeliest) {
        ChoicePrediction row;
        row.line = static_cast<int64_t>(acc.rows.size()) + 1;
        row.input = "Is it?";
        row.choices = {{"yes", -1.0, 1}, {"no", -1.0, 1}};
        row.likeliest = choice;
        stored.result.choices.push_back(row);
        acc.rows.push_back(choice == 0 ? 1.0 : 0.0);
    }
    stored.result.score.metrics = {acc};
    return stored;
}

RunRecord runOf(const std::string& name, bool siamese, std::vector<StoredEvaluation> evaluations)
{
    RunRecord record;
    record.run.summary.id = "id-" + name;
    record.run.summary.name = name;
    record.run.summary.model = "/model";
    record.run.summary.recipe
        = std::string("method:\n  siamese: ") + (siamese ? "true" : "false") + "\n";
    record.evaluations = std::move(evaluations);
    return record;
}

std::vector<RowFlips> flipsOf(const std::vector<RunRecord>& records)
{
    const std::vector<RunView> runs = viewsOf(records);
    return interweave::flipsOf(scoresOf(runs), runs);
}

const std::vector<Answer> kBase{{"A1", true}, {"no", false}, {"A3", true}, {"A4", true}};
const std::vector<Answer> kTuned{{"sea", false}, {"sea", false}, {"A3", true}, {"A4", true}};
const std::vector<Answer> kInterwoven{{"A1", true}, {"A2", true}, {"lake", false}, {"A4", true}};

RunRecord imsm()
{
    return runOf("imsm", true,
        {answers("base", kBase), answers("tuned", kTuned), answers("interwoven", kInterwoven)});
}

} // namespace

void TestFlips::tellsRescuedFromLost()
{
    const std::vector<RowFlips> all = flipsOf({imsm()});
    QCOMPARE(all.size(), size_t{1});
    const RowFlips& flips = all.front();
    QVERIFY(flips.ownTuned());
    QCOMPARE(flips.label, std::string("imsm"));
    QCOMPARE(flips.compared, int64_t{4});
    QCOMPARE(flips.rescued, int64_t{2});
    QCOMPARE(flips.rescuedFromForgetting, int64_t{1});
    QCOMPARE(flips.lost, int64_t{1});
    QCOMPARE(flips.rows.size(), size_t{3}); // the fourth has both right
    QCOMPARE(flips.rows[0].line, int64_t{1});
    QVERIFY(flips.rows[0].rescuedFromForgetting());
    QCOMPARE(flips.rows[0].prompt, std::string("Q1"));
    QCOMPARE(flips.rows[0].accepted, std::vector<std::string>{"A1"});
    QCOMPARE(flips.rows[0].base, std::string("A1"));
    QVERIFY(flips.rows[1].rescued && flips.rows[1].baseRight == false);
    QVERIFY(!flips.rows[2].rescued);
    QCOMPARE(flips.rows[2].line, int64_t{3});
    QCOMPARE(flips.rows[2].interwoven, std::string("lake"));
}

void TestFlips::saysWhereAnswersPart()
{
    const auto parting = [](const std::string& tuned, const std::string& interwoven) {
        const RowFlips flips = flipsOf(
            {runOf("imsm", true,
                {answers("tuned", {{tuned, false}}), answers("interwoven", {{interwoven, true}})})})
                                   .front();
        return flips.rows.front().tunedWord + "|" + flips.rows.front().interwovenWord;
    };
    QCOMPARE(parting(" the old sea", "the  old\nlake is cold"), std::string("sea|lake"));
    QCOMPARE(parting("the old", "the old lake"), std::string("|lake"));
    QCOMPARE(parting("the old", ""), std::string("the|"));
    QCOMPARE(parting("a b ", " a\tb"), std::string("|"));
}

/// F1 says how much of an answer is right, not whether.
void TestFlips::judgesByTheFirstRightOrWrong()
{
    RunRecord run = imsm();
    for (StoredEvaluation& evaluation : run.evaluations)
        evaluation.result.score.metrics.pop_back();
    QVERIFY(flipsOf({run}).empty());
}

void TestFlips::readsChoices()
{
    const std::vector<RowFlips> flips = flipsOf(
        {runOf("imsm", true, {choices("tuned", {0, 1, 1}), choices("interwoven", {0, 0, 1})})});
    QCOMPARE(flips.front().rows.size(), size_t{1});
    const FlippedRow& row = flips.front().rows.front();
    QVERIFY(row.rescued && !row.baseRight && !row.rescuedFromForgetting());
    QCOMPARE(row.line, int64_t{2});
    QCOMPARE(row.accepted, std::vector<std::string>{"yes"});
    QCOMPARE(row.tuned + "|" + row.interwoven, std::string("no|yes"));
}

void TestFlips::takesAPlainRunWhereItHasNoTunedRows()
{
    RunRecord gate = imsm();
    std::erase_if(
        gate.evaluations, [](const StoredEvaluation& one) { return one.result.branch == "tuned"; });
    const RunRecord unmeasured = runOf("new", false, {});
    const RunRecord lora = runOf("lora", false, {answers("tuned", kTuned)});
    const std::vector<RowFlips> flips = flipsOf({unmeasured, gate, lora});
    QCOMPARE(flips.size(), size_t{1});
    QVERIFY(!flips.front().ownTuned());
    QCOMPARE(flips.front().run, std::string("id-imsm"));
    QCOMPARE(flips.front().tunedRun, std::string("id-lora"));
    QCOMPARE(flips.front().tunedLabel, std::string("lora"));
    QCOMPARE(flips.front().rescued, int64_t{2});
    // Its own comes first.
    QVERIFY(flipsOf({imsm(), lora}).front().ownTuned());
}

/// The file may have been another one: prompts and right answers tell.
void TestFlips::comparesTheSameRowsOnly()
{
    RunRecord run = imsm();
    run.evaluations[1].result.predictions[0].input = "another";
    run.evaluations[2].result.predictions[1].accepted = {"another"};
    run.evaluations[0].result.predictions[2].input = "another";
    const RowFlips flips = flipsOf({run}).front();
    QCOMPARE(flips.compared, int64_t{2});
    QCOMPARE(flips.rows.size(), size_t{1});
    QVERIFY(!flips.rows.front().baseRight);
}

void TestFlips::needsAGateAndRows()
{
    QVERIFY(flipsOf({}).empty());
    QVERIFY(flipsOf({runOf("lora", false, {answers("base", kBase), answers("tuned", kTuned)})})
                .empty());
    RunRecord imported = imsm(); // figures without rows, as another program's
    for (StoredEvaluation& evaluation : imported.evaluations)
        evaluation.result.predictions.clear();
    QVERIFY(flipsOf({imported}).empty());
    RunRecord same = imsm(); // nothing differs: there is a list, and it is empty
    same.evaluations[2] = answers("interwoven", kTuned);
    QCOMPARE(flipsOf({same}).front().compared, int64_t{4});
    QVERIFY(flipsOf({same}).front().rows.empty());
}
