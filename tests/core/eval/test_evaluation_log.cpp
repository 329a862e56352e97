// SPDX-License-Identifier: Apache-2.0
#include "core/eval/evaluation_log.h"

#include "core/eval/evaluation.h"
#include "core/eval/known_rows.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "task_files.h"
#include "test_evaluation_log.h"
#include "tests/support/ascii_tokenizer.h"
#include "tiny_model.h"

#include <QTemporaryDir>
#include <QtTest>
#include <map>
#include <nlohmann/json.hpp>

using namespace interweave;

namespace {

/// Keeps rows in memory, and may stop an evaluation as a kill would: after some batches.
class MemoryLog : public EvaluationLog {
public:
    std::vector<EvaluatedRow> finished(const EvaluationKey& key) override
    {
        std::vector<EvaluatedRow> rows;
        for (const auto& [id, row] : m_rows[key.task + "\n" + key.settings])
            rows.push_back(row);
        return rows;
    }
    void take(const EvaluationKey& key, const std::vector<EvaluatedRow>& rows) override
    {
        if (batchesLeft-- == 0)
            throw Error(ErrorCode::Io, "log", "killed");
        for (const EvaluatedRow& row : rows)
            m_rows[key.task + "\n" + key.settings][{row.branch, row.row}] = row;
    }

    int batchesLeft = -1; // negative: never stops

private:
    using Rows = std::map<std::pair<Branch, int64_t>, EvaluatedRow>;
    std::map<std::string, Rows> m_rows;
};

/// All that a result says of its rows and figures, as text with every bit.
std::string figures(const TaskResult& result)
{
    nlohmann::json json;
    for (const MetricResult& metric : result.score.metrics)
        json.push_back({metric.metric, metric.estimate.value, metric.estimate.low,
            metric.estimate.high, metric.rows});
    for (const Prediction& row : result.predictions)
        json.push_back({row.line, row.input, row.accepted, row.text, row.newTokens, row.cut});
    for (const TextPrediction& row : result.texts)
        json.push_back({row.tokens, row.crossEntropy, row.klFromBase.value_or(-1.0),
            row.agreement.value_or(-1.0)});
    for (const ChoicePrediction& row : result.choices)
        for (const ChoiceScore& choice : row.choices)
            json.push_back({row.line, row.likeliest, choice.text, choice.logLikelihood});
    json.push_back(result.tokens);
    return json.dump();
}

} // namespace

void TestEvaluationLog::goesOnWhereItWas_data()
{
    eachKind();
}

void TestEvaluationLog::goesOnWhereItWas()
{
    QFETCH(QString, kind);
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    const EvaluationTask task = taskOf(kind, folder);
    const EvaluationOptions options{.batchTokens = 1}; // a batch for each row
    const auto whole = evaluate(task, model, tokenizer, kAll, options);
    for (int batches = 0; batches <= 3; ++batches) {
        MemoryLog log;
        log.batchesLeft = batches;
        QVERIFY_THROWS_EXCEPTION(Error, evaluate(task, model, tokenizer, kAll, options, &log));
        log.batchesLeft = -1;
        const auto resumed = evaluate(task, model, tokenizer, kAll, options, &log);
        for (const Branch branch : kAll) {
            QCOMPARE(resumed.at(branch).rowsFromLog, static_cast<int64_t>(batches));
            QCOMPARE(figures(resumed.at(branch)), figures(whole.at(branch)));
        }
    }
}

void TestEvaluationLog::takesWhatIsKnown_data()
{
    eachKind();
}

/// Rows of one branch under another's name, behind a log that has some, all or none of them.
void TestEvaluationLog::takesWhatIsKnown()
{
    QFETCH(QString, kind);
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    const EvaluationTask task = withLossOnly(taskOf(kind, folder));
    const EvaluationOptions options{.batchTokens = 1};
    const TaskResult base = evaluate(task, model, tokenizer, {Branch::Base}).at(Branch::Base);
    const auto known = [&](EvaluationLog* log) {
        KnownRows rows(rowsAs(Branch::Tuned, base), log);
        return evaluate(task, model, tokenizer, {Branch::Tuned}, options, &rows).at(Branch::Tuned);
    };
    QCOMPARE(figures(known(nullptr)), figures(base));
    QCOMPARE(known(nullptr).rowsPerSecond, 0.0);
    MemoryLog log;
    log.batchesLeft = 1; // one row of its own
    QVERIFY_THROWS_EXCEPTION(
        Error, evaluate(task, model, tokenizer, {Branch::Tuned}, options, &log));
    log.batchesLeft = -1;
    QCOMPARE(known(&log).rowsFromLog, base.score.rows);
    QCOMPARE(evaluate(task, model, tokenizer, {Branch::Tuned}, options, &log)
                 .at(Branch::Tuned)
                 .rowsFromLog,
        base.score.rows);
}

void TestEvaluationLog::doesNothingTwice()
{
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    EvaluationTask task = answersTask(folder, {"yes", "no"});
    MemoryLog log;
    const auto rowsFromLog = [&](const Branches& branches) {
        const auto results = evaluate(task, model, tokenizer, branches, {}, &log);
        return results.rbegin()->second.rowsFromLog;
    };
    QCOMPARE(rowsFromLog({Branch::Base}), int64_t{0});
    QCOMPARE(rowsFromLog({Branch::Base}), int64_t{4});
    QCOMPARE(rowsFromLog({Branch::Base, Branch::Tuned}), int64_t{0}); // tuned was not there
    QCOMPARE(rowsFromLog({Branch::Tuned}), int64_t{4});
    task.limit = 2;
    QCOMPARE(rowsFromLog({Branch::Base}), int64_t{2});
    task.maxNew = 7; // other answers
    QCOMPARE(rowsFromLog({Branch::Base}), int64_t{0});
    writeFileAtomically(task.file, readFile(task.file) + "\n"); // another file
    task.maxNew = 0;
    QCOMPARE(rowsFromLog({Branch::Base}), int64_t{0});
}
