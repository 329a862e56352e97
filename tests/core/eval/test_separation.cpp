// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/eval/separation.h"

#include "core/eval/evaluation.h"
#include "core/eval/gate_shares.h"
#include "core/eval/statistics.h"
#include "core/siamese/trace.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "test_separation.h"
#include "tests/support/accelerator.h"
#include "tests/support/ascii_tokenizer.h"
#include "tiny_model.h"

#include <QTemporaryDir>
#include <QtTest>
#include <array>
#include <cmath>
#include <numeric>

using namespace interweave;

namespace {

/// Rows of up to nine tokens, their shares rounded to a tenth so that many are equal.
TokenShares someShares(Random& random, size_t rows, double lift)
{
    TokenShares shares(rows);
    for (std::vector<double>& row : shares) {
        row.resize(1 + random.below(9));
        for (double& share : row)
            share = std::round(10.0 * (0.8 * random.uniform() + lift)) / 10.0;
    }
    return shares;
}

std::vector<int64_t> everyRow(const TokenShares& shares)
{
    std::vector<int64_t> rows(shares.size());
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

/// By looking at every pair of tokens.
double slowAuc(const TokenShares& above, const TokenShares& below,
    const std::vector<int64_t>& rowsAbove, const std::vector<int64_t>& rowsBelow)
{
    double won = 0.0;
    double pairs = 0.0;
    for (const int64_t i : rowsAbove)
        for (const double x : above[static_cast<size_t>(i)])
            for (const int64_t j : rowsBelow)
                for (const double y : below[static_cast<size_t>(j)]) {
                    won += x > y ? 1.0 : x == y ? 0.5 : 0.0;
                    pairs += 1.0;
                }
    return won / pairs;
}

std::vector<TokenId> someTokens(int64_t count, int64_t seed)
{
    std::vector<TokenId> ids;
    for (int64_t i = 0; i < count; ++i)
        ids.push_back(static_cast<TokenId>(3 + (i * i * 7 + i * 13 + seed * 29) % 120));
    return ids;
}

std::vector<int64_t> wide(const std::vector<TokenId>& ids)
{
    return {ids.begin(), ids.end()};
}

/// A gate that makes a difference between tokens, unlike one at its initial values.
SiameseModel livelyModel(at::Device device = at::kCPU, std::vector<int64_t> layers = {})
{
    SiameseModel model = tinyModel(device);
    GateConfig config;
    config.layers = std::move(layers);
    model.gate.emplace(config, model.decoder->config().hidden, device, 3);
    const c10::NoGradGuard noGraph;
    for (auto& [name, parameter] : model.gate->parameters())
        parameter.mul_(3.0);
    return model;
}

SiameseModel modelWithFusion(const std::string& fusion)
{
    SiameseModel model = tinyModel();
    GateConfig config;
    config.fusion = fusion;
    model.gate.emplace(config, model.decoder->config().hidden, at::kCPU, 3);
    return model;
}

/// What tracing says of the base's share at the position before token `at` of free text.
double tracedShare(
    const SiameseModel& model, const std::vector<TokenId>& ids, int64_t at, int64_t span)
{
    const auto query = static_cast<size_t>(std::min(at, span));
    const std::span<const TokenId> seen(ids.data(), static_cast<size_t>(at) + 1);
    return traceAnswer(model, nullptr, seen.first(query), seen.subspan(query))
        .answer.back()
        .gateMean;
}

void compare(const std::vector<double>& found, const std::vector<double>& expected)
{
    QCOMPARE(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i)
        QVERIFY(std::abs(found[i] - expected[i]) < 1e-6);
}

EvaluationTask taskOf(const QTemporaryDir& folder, EvaluationTask::Kind kind)
{
    EvaluationTask task;
    task.name = "task";
    task.kind = kind;
    task.file = folder.filePath("task.jsonl").toStdString();
    writeFileAtomically(task.file,
        kind == EvaluationTask::Kind::Text
            ? "{\"text\": \"Stones sink in still water, all but pumice.\"}\n{\"text\": \"\"}\n"
              "{\"text\": \"Is it?\"}\n"
            : "{\"input\": \"Is it so? \", \"output\": [\"yes\", \"surely\"]}\n"
              "{\"input\": \"And in the deep of a long winter? \", \"output\": \"no\"}\n"
              "{\"input\": \"Is it? \", \"output\": \"yes\"}\n");
    if (kind == EvaluationTask::Kind::Choice)
        task.choices = {"no", "yes", "perhaps not"};
    return task;
}

} // namespace

Q_DECLARE_METATYPE(interweave::EvaluationTask::Kind)

void TestSeparation::aucCountsPairs()
{
    Random random(5);
    for (const double lift : {0.0, 0.1, 0.2})
        for (const size_t rows : {2, 7, 30}) {
            const TokenShares above = someShares(random, rows, lift);
            const TokenShares below = someShares(random, 11, 0.1);
            const double slow = slowAuc(above, below, everyRow(above), everyRow(below));
            QVERIFY(std::abs(separationAuc(above, below, 1, 10).value - slow) < 1e-12);
            QVERIFY(std::abs(separationAuc(below, above, 1, 10).value - (1.0 - slow)) < 1e-12);
        }
    QCOMPARE(separationAuc({{0.8, 0.9}, {0.7}}, {{0.1}, {0.6, 0.2}}, 1).value, 1.0);
}

/// The draws are those of bootstrapOverTasks, whole rows of each side.
void TestSeparation::intervalsCountPairsOfDrawnRows()
{
    Random random(6);
    const TokenShares above = someShares(random, 12, 0.2);
    const TokenShares below = someShares(random, 9, 0.1);
    const Estimate fast = separationAuc(above, below, 2024, 60);
    const std::array<int64_t, 2> rows{12, 9};
    const Estimate slow = bootstrapOverTasks(
        rows,
        [&](std::span<const std::vector<int64_t>> drawn) {
            return slowAuc(above, below, drawn[0], drawn[1]);
        },
        2024, 60);
    QVERIFY(std::abs(fast.low - slow.low) < 1e-12);
    QVERIFY(std::abs(fast.high - slow.high) < 1e-12);
    QVERIFY(fast.low < fast.value && fast.value < fast.high);

    const Estimate mean = meanShare(above, 2024);
    double sum = 0.0;
    double tokens = 0.0;
    for (const std::vector<double>& row : above) {
        sum += std::accumulate(row.begin(), row.end(), 0.0);
        tokens += static_cast<double>(row.size());
    }
    QVERIFY(std::abs(mean.value - sum / tokens) < 1e-12);
    QVERIFY(mean.low < mean.value && mean.value < mean.high);
}

void TestSeparation::oneRowTellsNothingOfOthers()
{
    const TokenShares one{{0.2, 0.4}};
    const TokenShares several{{0.3}, {0.5, 0.1}};
    for (const Estimate& estimate :
        {separationAuc(one, several, 1), separationAuc(several, one, 1), meanShare(one, 1)}) {
        QCOMPARE(estimate.low, 0.0);
        QCOMPARE(estimate.high, 1.0);
    }
    QVERIFY(std::abs(meanShare(one, 1).value - 0.3) < 1e-12);
    QCOMPARE(separationAuc(one, several, 1).value, 0.5);
}

void TestSeparation::sharesAreThoseOfATrace()
{
    for (const at::Device device : {at::Device(at::kCPU), testAccelerator()}) {
        const SiameseModel model = livelyModel(device);
        constexpr int64_t span = 5;
        for (const int64_t length : {2, 6, 14}) { // within, at the end of and beyond the query
            const std::vector<TokenId> ids = someTokens(length, length);
            std::vector<double> expected;
            for (int64_t at = 1; at < length; ++at)
                expected.push_back(tracedShare(model, ids, at, span));
            compare(
                gateShares(model, TokenBatch::fromRows({wide(ids)}), {span, {}}).at(0), expected);
        }
        const std::vector<TokenId> ids = someTokens(12, 3);
        const std::span<const TokenId> tokens(ids);
        std::vector<double> expected;
        for (const TokenTrace& token :
            traceAnswer(model, nullptr, tokens.first(8), tokens.subspan(8)).answer)
            expected.push_back(token.gateMean);
        compare(gateShares(model, TokenBatch::fromRows({wide(ids)}), {span, {8}}).at(0), expected);
    }
}

void TestSeparation::sharesDoNotDependOnTheBatch_data()
{
    QTest::addColumn<bool>("prompts");
    QTest::addColumn<bool>("layers");
    QTest::newRow("text") << false << false;
    QTest::newRow("answers") << true << false;
    QTest::newRow("text, a gate in a layer") << false << true;
    QTest::newRow("answers, a gate in a layer") << true << true;
}

void TestSeparation::sharesDoNotDependOnTheBatch()
{
    QFETCH(bool, prompts);
    QFETCH(bool, layers);
    const SiameseModel model
        = livelyModel(at::kCPU, layers ? std::vector<int64_t>{0} : std::vector<int64_t>{});
    std::vector<std::vector<int64_t>> rows;
    TextQuery query{4, {}};
    for (const int64_t length : {30, 1, 9, 2}) {
        rows.push_back(wide(someTokens(length, length)));
        if (prompts)
            query.prompts.push_back((length + 1) / 2);
    }
    const auto together = gateShares(model, TokenBatch::fromRows(rows), query);
    QCOMPARE(together.size(), rows.size());
    QVERIFY(together[1].empty()); // one token: nothing to predict
    for (size_t row = 0; row < rows.size(); ++row)
        compare(gateShares(model, TokenBatch::fromRows({rows[row]}),
                    {4, prompts ? std::vector{query.prompts[row]} : std::vector<int64_t>{}})
                    .at(0),
            together[row]);
    QVERIFY(std::abs(together[0][0] - together[0].back()) > 1e-3); // tokens differ
}

void TestSeparation::takesTheTokensThatAreMeasured_data()
{
    QTest::addColumn<EvaluationTask::Kind>("kind");
    QTest::newRow("text") << EvaluationTask::Kind::Text;
    QTest::newRow("answers") << EvaluationTask::Kind::Answers;
    QTest::newRow("choice") << EvaluationTask::Kind::Choice;
}

/// As many as the cross-entropy of the same rows is taken over, whatever the batches.
void TestSeparation::takesTheTokensThatAreMeasured()
{
    QFETCH(EvaluationTask::Kind, kind);
    const SiameseModel model = livelyModel();
    const QTemporaryDir folder;
    const EvaluationTask task = taskOf(folder, kind);
    std::vector<int64_t> done;
    const TokenShares alone = gateSharesOfTask(task, model, AsciiTokenizer(), {.batchTokens = 1},
        [&](const EvaluationProgress& progress) { done.push_back(progress.done); });
    QVERIFY(done == (std::vector<int64_t>{0, 1, 2, 3}));
    const TokenShares together = gateSharesOfTask(task, model, AsciiTokenizer());

    EvaluationTask predicted = task;
    predicted.afterPrompt = kind != EvaluationTask::Kind::Text;
    predicted.kind = EvaluationTask::Kind::Text;
    predicted.choices.clear();
    const TaskResult measured
        = evaluate(predicted, model, AsciiTokenizer(), {Branch::Interwoven}).at(Branch::Interwoven);
    size_t row = 0;
    for (const TextPrediction& text : measured.texts) {
        if (text.tokens == 0)
            continue;
        QCOMPARE(static_cast<int64_t>(together.at(row).size()), text.tokens);
        compare(alone.at(row), together[row]);
        ++row;
    }
    QCOMPARE(together.size(), row);
    EvaluationTask first = task;
    first.limit = 1;
    QCOMPARE(gateSharesOfTask(first, model, AsciiTokenizer()).size(), size_t{1});
}

void TestSeparation::aConstantGateTellsNothing_data()
{
    QTest::addColumn<QString>("fusion");
    for (const char* fusion : {"mean", "fixed", "query_gate", "scalar_gate"})
        QTest::newRow(fusion) << fusion;
}

void TestSeparation::aConstantGateTellsNothing()
{
    QFETCH(QString, fusion);
    SiameseModel model = modelWithFusion(fusion.toStdString());
    const c10::NoGradGuard noGraph;
    for (auto& [name, parameter] : model.gate->parameters())
        parameter.zero_(); // of those that have a gate
    const QTemporaryDir folder;
    const TokenShares texts
        = gateSharesOfTask(taskOf(folder, EvaluationTask::Kind::Text), model, AsciiTokenizer());
    const TokenShares answers
        = gateSharesOfTask(taskOf(folder, EvaluationTask::Kind::Answers), model, AsciiTokenizer());
    const Estimate auc = separationAuc(texts, answers, 1);
    for (const double value : {auc.value, auc.low, auc.high, meanShare(texts, 1).value})
        QCOMPARE(value, 0.5);
}

void TestSeparation::stops()
{
    const SiameseModel model = livelyModel();
    const QTemporaryDir folder;
    std::stop_source stop;
    try {
        gateSharesOfTask(
            taskOf(folder, EvaluationTask::Kind::Answers), model, AsciiTokenizer(),
            {.batchTokens = 1}, [&](const EvaluationProgress&) { stop.request_stop(); },
            stop.get_token());
        QFAIL("not stopped");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
}

void TestSeparation::refusesModelsWithoutAGate()
{
    SiameseModel model = tinyModel();
    model.gate.reset();
    const QTemporaryDir folder;
    const EvaluationTask task = taskOf(folder, EvaluationTask::Kind::Text);
    QVERIFY_THROWS_EXCEPTION(Error, gateSharesOfTask(task, model, AsciiTokenizer()));
    QVERIFY_THROWS_EXCEPTION(
        Error, gateShares(model, TokenBatch::fromRows({wide(someTokens(4, 1))}), {}));
}
