// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/data/choice_rows.h"
#include "core/eval/choice_likelihood.h"
#include "core/eval/evaluation.h"
#include "core/eval/metric.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "test_choice.h"
#include "tests/support/accelerator.h"
#include "tests/support/ascii_tokenizer.h"
#include "tiny_model.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

using namespace interweave;
using Ids = std::vector<int64_t>;

Q_DECLARE_METATYPE(interweave::Branch)

namespace {

const Branches kAll{Branch::Base, Branch::Tuned, Branch::Interwoven};

/// Prompts of several lengths; choices of one token, of several, more and fewer.
const std::vector<TokenisedChoices> kRows{
    {{1, 20, 30, 40}, {{50}, {60, 61, 62}}},
    {{1, 33}, {{70, 71}, {72}, {50, 61, 62, 63}}},
    {{1, 90, 91, 92, 93, 94, 95}, {{100, 101}, {102, 103}}},
};

/// Prompt and choice in one forward pass of their own, logits at every position.
double slowLogLikelihood(
    const SiameseModel& model, const Ids& prompt, const Ids& choice, Branch branch)
{
    const c10::NoGradGuard noGraph;
    Ids ids = prompt;
    ids.insert(ids.end(), choice.begin(), choice.end());
    const Memories memories
        = memoriesOf(model, TokenBatch::fromRows({ids}), {static_cast<int64_t>(prompt.size())});
    const at::Tensor logits = model.decoder->logits(voiceOf(model, branch, memories));
    const at::Tensor logprobs = at::log_softmax(logits.cpu().to(at::kDouble), 1);
    double sum = 0.0;
    for (size_t t = prompt.size(); t < ids.size(); ++t)
        sum += logprobs[static_cast<int64_t>(t) - 1][ids[t]].item<double>();
    return sum;
}

std::filesystem::path write(const QTemporaryDir& folder, const std::string& lines)
{
    const std::filesystem::path file = folder.filePath("rows.jsonl").toStdString();
    writeFileAtomically(file, lines);
    return file;
}

} // namespace

void TestChoice::equalsWholeForwardPasses_data()
{
    QTest::addColumn<bool>("accelerator");
    QTest::newRow("CPU") << false;
    QTest::newRow("accelerator") << true;
}

void TestChoice::equalsWholeForwardPasses()
{
    QFETCH(bool, accelerator);
    const SiameseModel model = tinyModel(accelerator ? testAccelerator() : at::Device(at::kCPU));
    const auto together = choiceLogLikelihoods(model, kRows, kAll);
    for (const Branch branch : kAll) {
        const auto alone = choiceLogLikelihoods(model, kRows, {branch});
        for (size_t row = 0; row < kRows.size(); ++row) {
            QCOMPARE(together.at(branch)[row].size(), kRows[row].choices.size());
            for (size_t choice = 0; choice < kRows[row].choices.size(); ++choice) {
                const double slow = slowLogLikelihood(
                    model, kRows[row].prompt, kRows[row].choices[choice], branch);
                QVERIFY(std::abs(together.at(branch)[row][choice] - slow) < 1e-5);
                QVERIFY(std::abs(alone.at(branch)[row][choice] - slow) < 1e-5);
            }
        }
    }
    QVERIFY(choiceLogLikelihoods(model, {}, kAll).empty());
    const auto firstTokensOnly = choiceLogLikelihoods(
        model, std::vector<TokenisedChoices>{{{1, 5}, {{7}, {9}}}}, {Branch::Interwoven});
    QVERIFY(std::abs(firstTokensOnly.at(Branch::Interwoven)[0][1]
                - slowLogLikelihood(model, {1, 5}, {9}, Branch::Interwoven))
        < 1e-5);
}

void TestChoice::countsTheLikeliestChoice()
{
    const SiameseModel model = tinyModel();
    const AsciiTokenizer tokenizer;
    const QTemporaryDir folder;
    EvaluationTask task;
    task.name = "choices";
    task.kind = EvaluationTask::Kind::Choice;
    task.file = write(folder,
        "{\"input\": \"Is it? \", \"choices\": [\"yes\", \"no, never\", \"q\"], \"answer\": 1}\n\n"
        "{\"input\": \"Sky? \", \"choices\": [\"blue\", \"red\"], \"answer\": \"blue\"}\n"
        "{\"input\": \"A much longer question? \", \"choices\": [\"a\", \"bc\"], \"answer\": 0}\n");
    for (const auto& [branch, result] :
        evaluate(task, model, tokenizer, kAll, {.batchTokens = 60})) {
        QCOMPARE(result.choices.size(), size_t{3});
        double acc = 0.0;
        double accNorm = 0.0;
        for (const ChoicePrediction& row : result.choices) {
            const auto prompt = tokenizer.encode(row.input, {});
            size_t likeliest = 0;
            size_t perByte = 0;
            for (size_t i = 0; i < row.choices.size(); ++i) {
                const ChoiceScore& choice = row.choices[i];
                const auto ids = tokenizer.encode(choice.text, {.addSpecial = false});
                const double slow = slowLogLikelihood(
                    model, {prompt.begin(), prompt.end()}, {ids.begin(), ids.end()}, branch);
                QVERIFY(std::abs(choice.logLikelihood - slow) < 1e-4);
                QCOMPARE(choice.tokens, static_cast<int64_t>(choice.text.size()));
                const auto norm = [&](size_t k) {
                    return row.choices[k].logLikelihood
                        / static_cast<double>(row.choices[k].text.size());
                };
                if (choice.logLikelihood > row.choices[likeliest].logLikelihood)
                    likeliest = i;
                if (norm(i) > norm(perByte))
                    perByte = i;
            }
            QCOMPARE(row.likeliest, static_cast<int64_t>(likeliest));
            QCOMPARE(row.likeliestPerByte, static_cast<int64_t>(perByte));
            acc += row.likeliest == row.answer ? 1.0 / 3.0 : 0.0;
            accNorm += row.likeliestPerByte == row.answer ? 1.0 / 3.0 : 0.0;
        }
        QCOMPARE(result.choices[1].line, int64_t{3});
        QCOMPARE(result.choices[1].answer, int64_t{0});
        QCOMPARE(result.score.metrics[0].metric, std::string("acc"));
        QCOMPARE(result.score.metrics[0].interval, std::string("wilson"));
        QVERIFY(std::abs(result.score.metrics[0].estimate.value - acc) < 1e-12);
        QCOMPARE(result.score.metrics[1].metric, std::string("acc_norm"));
        QVERIFY(std::abs(result.score.metrics[1].estimate.value - accNorm) < 1e-12);
        QCOMPARE(result.score.metrics.size(), size_t{2}); // the rows' choices differ
    }
}

void TestChoice::takesChoicesFromTheSuite()
{
    const SiameseModel model = tinyModel();
    const QTemporaryDir folder;
    EvaluationTask task;
    task.name = "yes or no";
    task.kind = EvaluationTask::Kind::Choice;
    task.choices = {"yes", "no"};
    task.file = write(folder, "{\"input\": \"Is it? \", \"output\": [\" no\", \"never\"]}\n");
    const TaskResult result
        = evaluate(task, model, AsciiTokenizer(), {Branch::Base}).at(Branch::Base);
    QCOMPARE(result.choices.at(0).answer, int64_t{1});
    QCOMPARE(result.choices[0].choices.size(), size_t{2});
    QCOMPARE(result.tokens, int64_t{5});
    QCOMPARE(result.score.metrics.at(2).metric, std::string("mcc"));
    task.metrics = {"mcc"};
    const TaskResult only
        = evaluate(task, model, AsciiTokenizer(), {Branch::Base}).at(Branch::Base);
    QCOMPARE(only.score.metrics.size(), size_t{1});
    QCOMPARE(only.score.metrics[0].interval, std::string("bootstrap"));
}

/// The expected values are scikit-learn 1.9's matthews_corrcoef.
void TestChoice::correlatesChoices_data()
{
    QTest::addColumn<QVector<int>>("right");
    QTest::addColumn<QVector<int>>("likeliest");
    QTest::addColumn<double>("expected");
    using Classes = QVector<int>;
    QTest::newRow("two") << Classes{0, 1, 1, 0, 1, 1} << Classes{0, 1, 0, 0, 1, 0} << 0.5;
    QTest::newRow("three") << Classes{0, 1, 2, 2, 1, 0, 2} << Classes{0, 2, 2, 1, 1, 0, 2}
                           << 0.5625;
    QTest::newRow("always one") << Classes{0, 1, 1} << Classes{1, 1, 1} << 0.0;
    QTest::newRow("all right") << Classes{0, 3, 1} << Classes{0, 3, 1} << 1.0;
    QTest::newRow("all wrong") << Classes{0, 1, 0, 1} << Classes{1, 0, 1, 0} << -1.0;
}

void TestChoice::correlatesChoices()
{
    QFETCH(QVector<int>, right);
    QFETCH(QVector<int>, likeliest);
    QFETCH(double, expected);
    std::vector<ChoicePrediction> rows;
    std::vector<int64_t> all;
    for (int i = 0; i < right.size(); ++i) {
        rows.emplace_back();
        rows.back().answer = right[i];
        rows.back().likeliest = likeliest[i];
        all.push_back(i);
    }
    QVERIFY(std::abs(matthewsOfChoices(rows)(all) - expected) < 1e-12);
}

void TestChoice::readsRows()
{
    const QTemporaryDir folder;
    const auto file = write(folder,
        "{\"input\": \"a\", \"choices\": [\"x\", \"y\"], \"answer\": 1}\n"
        "{\"input\": \"b\", \"choices\": [\"x\", \"y\", \"z\"], \"output\": \"z\"}\n");
    const auto rows = readChoiceRows(file);
    QCOMPARE(rows.size(), size_t{2});
    QCOMPARE(rows[0].answer, int64_t{1});
    QCOMPARE(rows[1].answer, int64_t{2});
    QCOMPARE(readChoiceRows(file, 1).size(), size_t{1});
}

void TestChoice::namesBadRows_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("message");
    const auto row
        = [](const char* text, const char* message) { QTest::newRow(text) << text << message; };
    row("[1]", "is not a JSON object");
    row("{\"choices\": [\"x\", \"y\"], \"answer\": 0}", "has no text 'input'");
    row("{\"input\": \"a\", \"choices\": [\"x\"], \"answer\": 0}", "at least two");
    row("{\"input\": \"a\", \"choices\": [\"x\", 2], \"answer\": 0}", "something else than a text");
    row("{\"input\": \"a\", \"choices\": [\"x\", \"\"], \"answer\": 0}", "or an empty one");
    row("{\"input\": \"a\", \"choices\": [\"x\", \"y\"], \"answer\": 2}", "index from 0 to 1");
    row("{\"input\": \"a\", \"choices\": [\"x\", \"y\"], \"answer\": -1}", "index from 0 to 1");
    row("{\"input\": \"a\", \"choices\": [\"x\", \"y\"], \"answer\": \"z\"}", "'z' is none of");
    row("{\"input\": \"a\", \"choices\": [\"x\", \"y\"], \"answer\": 1.5}", "neither an index");
    row("{\"input\": \"a\", \"choices\": [\"x\", \"y\"]}", "neither 'answer' nor 'output'");
}

void TestChoice::namesBadRows()
{
    QFETCH(QString, row);
    QFETCH(QString, message);
    const QTemporaryDir folder;
    const auto file = write(folder,
        "{\"input\": \"a\", \"choices\": [\"x\", \"y\"], \"answer\": 1}\n\n" + row.toStdString());
    try {
        readChoiceRows(file);
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("rows.jsonl:3"), error.what());
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}
