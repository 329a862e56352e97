// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/eval/evaluation.h"

#include "core/eval/batch_plan.h"
#include "core/eval/text_loss.h"
#include "core/siamese/generation.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "task_files.h"
#include "test_evaluation.h"
#include "tests/support/ascii_tokenizer.h"
#include "tiny_model.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace interweave;

Q_DECLARE_METATYPE(interweave::Branch)

namespace {

/// How far apart the two best logits are after these tokens, whose first `prompt` are the query.
double margin(
    const SiameseModel& model, const std::vector<int64_t>& ids, int64_t prompt, Branch branch)
{
    const c10::NoGradGuard noGraph;
    const Memories memories = memoriesOf(model, TokenBatch::fromRows({ids}), {prompt});
    const at::Tensor voice = voiceOf(model, branch, memories);
    const at::Tensor logits = model.decoder->logits(voice.narrow(0, voice.size(0) - 1, 1));
    const at::Tensor best = std::get<0>(logits.topk(2, 1))[0];
    return (best[0] - best[1]).item<double>();
}

} // namespace

void TestEvaluation::plansBatches()
{
    using Batches = std::vector<std::vector<size_t>>;
    QVERIFY(planBatches({3, 9, 4, 20, 4}, 12) == (Batches{{3}, {1}, {2, 4, 0}}));
    QVERIFY(planBatches({5, 5}, 1) == (Batches{{0}, {1}}));
    QVERIFY(planBatches({0, 0}, 1) == (Batches{{0, 1}}));
    QVERIFY(planBatches({}, 10).empty());
}

void TestEvaluation::answersInTheFilesOrder_data()
{
    QTest::addColumn<Branch>("branch");
    for (const Branch branch : {Branch::Base, Branch::Tuned, Branch::Interwoven})
        QTest::newRow(name(branch)) << branch;
}

void TestEvaluation::answersInTheFilesOrder()
{
    QFETCH(Branch, branch);
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    EvaluationTask task = answersTask(folder, {"yes", "no"});
    task.maxNew = 6;
    const TaskResult result
        = evaluate(task, model, tokenizer, {branch}, {.batchTokens = 150}).at(branch);

    SamplingOptions sixTokens;
    sixTokens.maxNewTokens = 6;
    QCOMPARE(result.branch, std::string(name(branch)));
    QCOMPARE(result.predictions.size(), kInputs.size());
    int64_t tokens = 0;
    for (size_t i = 0; i < kInputs.size(); ++i) {
        const Prediction& prediction = result.predictions[i];
        const auto alone
            = generate(model, &tokenizer, {tokenizer.encode(kInputs[i], {})}, branch, sixTokens);
        QCOMPARE(prediction.input, kInputs[i]);
        QCOMPARE(prediction.text, alone.at(0).text);
        QCOMPARE(prediction.line, static_cast<int64_t>(2 * i + 1));
        QCOMPARE(prediction.promptTokens, static_cast<int64_t>(kInputs[i].size() + 1));
        QCOMPARE(prediction.cut, alone.at(0).stopReason == StopReason::Length);
        tokens += prediction.newTokens;
    }
    QCOMPARE(result.tokens, tokens);
    QCOMPARE(result.score.rows, int64_t(4));
    QCOMPARE(result.score.metrics.at(0).metric, std::string("accuracy"));
    QCOMPARE(result.score.alwaysYes.at(0).estimate.value, 0.5);
    QVERIFY(result.seconds > 0.0 && result.rowsPerSecond > 0.0);
}

void TestEvaluation::batchesEqualSingleRows_data()
{
    answersInTheFilesOrder_data();
}

/// Forty prompts of all lengths in one batch, in fp32: the tokens are those of each prompt alone,
/// unless the two best logits are closer than 1e-4.
void TestEvaluation::batchesEqualSingleRows()
{
    QFETCH(Branch, branch);
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    std::vector<std::vector<TokenId>> prompts;
    for (int64_t row = 0; row < 40; ++row) {
        std::string text;
        for (int64_t i = 0; i < 1 + row * row % 61; ++i)
            text += static_cast<char>(' ' + (row * 31 + i * i * 7 + i) % 95);
        prompts.push_back(tokenizer.encode(text, {}));
    }
    SamplingOptions greedy;
    greedy.maxNewTokens = 24;
    const std::vector<Generation> together
        = generateBranches(model, &tokenizer, prompts, {branch}, greedy).at(branch);
    for (size_t row = 0; row < prompts.size(); ++row) {
        const Generation alone = generate(model, &tokenizer, {prompts[row]}, branch, greedy).at(0);
        const auto& batched = together[row].ids;
        const auto [a, b] = std::ranges::mismatch(alone.ids, batched);
        if (a == alone.ids.end() && b == batched.end())
            continue;
        std::vector<int64_t> before(prompts[row].begin(), prompts[row].end());
        before.insert(before.end(), alone.ids.begin(), a);
        const double gap = margin(model, before, static_cast<int64_t>(prompts[row].size()), branch);
        QVERIFY2(gap < 1e-4, qPrintable(QString("row %1: a margin of %2").arg(row).arg(gap)));
    }
}

void TestEvaluation::batchedFiguresEqualSingleRows_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("texts") << "texts";
    QTest::newRow("choices") << "choices";
}

void TestEvaluation::batchedFiguresEqualSingleRows()
{
    QFETCH(QString, kind);
    const SiameseModel model = tinyModel();
    const QTemporaryDir folder;
    const EvaluationTask task = taskOf(kind, folder);
    const auto batched = evaluate(task, model, AsciiTokenizer(), kAll, {.batchTokens = 100'000});
    const auto single = evaluate(task, model, AsciiTokenizer(), kAll, {.batchTokens = 1});
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-5; };
    for (const Branch branch : kAll) {
        const TaskResult& one = batched.at(branch);
        const TaskResult& other = single.at(branch);
        for (size_t i = 0; i < one.texts.size(); ++i) {
            QVERIFY(near(one.texts[i].crossEntropy, other.texts.at(i).crossEntropy));
            QVERIFY(near(
                one.texts[i].klFromBase.value_or(0.0), other.texts[i].klFromBase.value_or(0.0)));
            QCOMPARE(one.texts[i].klFromBase.has_value(), branch != Branch::Base);
        }
        for (size_t i = 0; i < one.choices.size(); ++i)
            for (size_t k = 0; k < one.choices[i].choices.size(); ++k)
                QVERIFY(near(one.choices[i].choices[k].logLikelihood,
                    other.choices.at(i).choices[k].logLikelihood));
        QCOMPARE(one.texts.size() + one.choices.size(), kInputs.size());
    }
}

/// Of a text no more than so many tokens are read: 768 unless the task says otherwise.
void TestEvaluation::cutsTexts()
{
    const SiameseModel model = tinyModel();
    const QTemporaryDir folder;
    EvaluationTask task = textTask(folder, {std::string(100, 'z'), "short"});
    task.maxTokens = 20;
    const TaskResult cut
        = evaluate(task, model, AsciiTokenizer(), {Branch::Tuned}).at(Branch::Tuned);
    QCOMPARE(cut.texts.at(0).tokens, int64_t(19));
    QCOMPARE(cut.texts.at(1).tokens, int64_t(5));
    QCOMPARE(cut.score.metrics.size(), size_t(4));
    QCOMPARE(cut.score.metrics[2].metric, std::string("kl_from_base"));
    QCOMPARE(cut.score.metrics[3].metric, std::string("top1_agreement"));
    const double kl = (19.0 * *cut.texts[0].klFromBase + 5.0 * *cut.texts[1].klFromBase) / 24.0;
    QVERIFY(std::abs(cut.score.metrics[2].estimate.value - kl) < 1e-12);
    task.metrics = {"cross_entropy"};
    const TaskResult loss
        = evaluate(task, model, AsciiTokenizer(), {Branch::Tuned}).at(Branch::Tuned);
    QCOMPARE(loss.score.metrics.size(), size_t(1));
    QVERIFY(!loss.texts[0].klFromBase);
    QVERIFY(std::abs(loss.texts[0].crossEntropy - cut.texts[0].crossEntropy) < 1e-6);
}

/// Against the same answers as choices.
void TestEvaluation::predictsAnswersAfterTheirPrompts()
{
    const SiameseModel model = tinyModel();
    const QTemporaryDir folder;
    EvaluationTask task = choiceTask(folder);
    const TaskResult choices
        = evaluate(task, model, AsciiTokenizer(), {Branch::Interwoven}).at(Branch::Interwoven);
    task.kind = EvaluationTask::Kind::Text;
    task.afterPrompt = true;
    task.choices.clear();
    const TaskResult known
        = evaluate(task, model, AsciiTokenizer(), {Branch::Interwoven}).at(Branch::Interwoven);
    double sum = 0.0;
    int64_t tokens = 0;
    for (size_t row = 0; row < choices.choices.size(); ++row) {
        const ChoicePrediction& choice = choices.choices[row];
        const ChoiceScore& right = choice.choices[static_cast<size_t>(choice.answer)];
        QCOMPARE(known.texts[row].tokens, right.tokens);
        QVERIFY(std::abs(known.texts[row].crossEntropy * static_cast<double>(right.tokens)
                    + right.logLikelihood)
            < 1e-4);
        sum -= right.logLikelihood;
        tokens += right.tokens;
    }
    QCOMPARE(known.score.metrics.size(), size_t(3));
    QCOMPARE(known.score.metrics[0].metric, std::string("answer_cross_entropy"));
    QVERIFY(
        std::abs(known.score.metrics[0].estimate.value - sum / static_cast<double>(tokens)) < 1e-4);
}

void TestEvaluation::weighsTextsByTheirTokens()
{
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    const std::vector<std::string> texts{
        "Short.", "", "A text of some more characters.", "x", std::string(200, 'z')};
    const TaskResult result
        = evaluate(textTask(folder, texts), model, tokenizer, {Branch::Tuned}, {.batchTokens = 40})
              .at(Branch::Tuned);

    double sum = 0.0;
    int64_t tokens = 0;
    for (size_t i = 0; i < texts.size(); ++i) {
        auto ids = tokenizer.encode(texts[i], {});
        ids.resize(std::min<size_t>(ids.size(), 128)); // the fixture's positions
        const int64_t predicted = std::max<int64_t>(static_cast<int64_t>(ids.size()) - 1, 0);
        QCOMPARE(result.texts.at(i).tokens, predicted);
        if (predicted == 0)
            continue;
        const double loss
            = textLoss(model, TokenBatch::fromRows({{ids.begin(), ids.end()}}), {Branch::Tuned})
                  .at(Branch::Tuned)
                  .at(0)
                  .crossEntropy;
        QVERIFY(std::abs(result.texts[i].crossEntropy - loss) < 1e-5);
        sum += loss * static_cast<double>(predicted);
        tokens += predicted;
    }
    QCOMPARE(result.tokens, tokens);
    const MetricResult& loss = result.score.metrics.at(0);
    QCOMPARE(loss.metric, std::string("cross_entropy"));
    QVERIFY(std::abs(loss.estimate.value - sum / static_cast<double>(tokens)) < 1e-5);
    QVERIFY(loss.estimate.low < loss.estimate.value && loss.estimate.value < loss.estimate.high);
    QCOMPARE(result.score.metrics.at(1).metric, std::string("perplexity"));
    QCOMPARE(result.score.metrics.at(1).estimate.value, std::exp(loss.estimate.value));
}

void TestEvaluation::choosesHowMuchToAnswer()
{
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    const auto maxNew = [&](const std::vector<std::string>& outputs) {
        return evaluate(answersTask(folder, outputs), model, tokenizer, {Branch::Base})
            .at(Branch::Base)
            .maxNew;
    };
    QCOMPARE(maxNew({"yes", "no"}), int64_t(4));
    QCOMPARE(maxNew({"blue", "they sink"}), int64_t(9 + 2 + 1));
}

void TestEvaluation::branchesTogetherEqualOneAtATime_data()
{
    eachKind();
}

void TestEvaluation::branchesTogetherEqualOneAtATime()
{
    QFETCH(QString, kind);
    const SiameseModel model = tinyModel();
    const QTemporaryDir folder;
    const EvaluationTask task = taskOf(kind, folder);
    const auto together = evaluate(task, model, AsciiTokenizer(), kAll, {.batchTokens = 200});
    for (const Branch branch : kAll) {
        const TaskResult& result = together.at(branch);
        const TaskResult alone = evaluate(task, model, AsciiTokenizer(), {branch}).at(branch);
        QCOMPARE(result.branch, std::string(name(branch)));
        for (size_t i = 0; i < alone.predictions.size(); ++i)
            QCOMPARE(result.predictions.at(i).text, alone.predictions[i].text);
        for (size_t i = 0; i < alone.texts.size(); ++i)
            QVERIFY(std::abs(result.texts.at(i).crossEntropy - alone.texts[i].crossEntropy) < 1e-5);
        for (size_t i = 0; i < alone.choices.size(); ++i)
            for (size_t k = 0; k < 3; ++k)
                QVERIFY(std::abs(result.choices.at(i).choices[k].logLikelihood
                            - alone.choices[i].choices[k].logLikelihood)
                    < 1e-4);
        for (size_t i = 0; i < alone.score.metrics.size(); ++i)
            QVERIFY(std::abs(result.score.metrics.at(i).estimate.value
                        - alone.score.metrics[i].estimate.value)
                < 1e-3 * std::max(1.0, alone.score.metrics[i].estimate.value));
    }
}

void TestEvaluation::reportsProgressAndStops()
{
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    const EvaluationTask task = answersTask(folder, {"yes"});
    const EvaluationOptions oneRowBatches{.batchTokens = 1};
    std::vector<int64_t> done;
    evaluate(task, model, tokenizer, {Branch::Base}, oneRowBatches, nullptr,
        [&](const EvaluationProgress& progress) {
            QCOMPARE(progress.total, int64_t(4));
            done.push_back(progress.done);
        });
    QVERIFY(done == (std::vector<int64_t>{0, 1, 2, 3, 4}));

    std::stop_source stop;
    const auto stopAfterTwo = [&](const EvaluationProgress& progress) {
        if (progress.done == 2)
            stop.request_stop();
    };
    try {
        evaluate(task, model, tokenizer, {Branch::Base}, oneRowBatches, nullptr, stopAfterTwo,
            stop.get_token());
        QFAIL("not stopped");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
        QVERIFY(error.message().find("2 of 4 rows") != std::string::npos);
    }
}

void TestEvaluation::namesRowsThatAreTooLong()
{
    const SiameseModel model = tinyModel();
    const QTemporaryDir folder;
    EvaluationTask task = answersTask(folder, {"yes"});
    const std::string row
        = nlohmann::json{{"input", std::string(127, 'a')}, {"output", "yes"}}.dump();
    writeFileAtomically(task.file, "\n" + row);
    try {
        evaluate(task, model, AsciiTokenizer(), {Branch::Base});
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY2(std::string_view(error.what()).find("questions.jsonl:2: the input has 128 tokens")
                != std::string_view::npos,
            error.what());
    }
}
