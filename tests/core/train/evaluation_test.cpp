// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/model/decoder.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/train/held_out_loss.h"
#include "core/train/replay_rows.h"
#include "core/train/run_judge.h"
#include "core/train/step_log.h"
#include "core/train/train_checkpoint.h"
#include "suites.h"
#include "tiny_training.h"

#include <QtTest>
#include <c10/core/GradMode.h>
#include <cmath>
#include <fstream>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

Recipe watching(const std::string& score, int64_t stopAfter)
{
    Recipe recipe;
    recipe.watch.score = score;
    recipe.watch.stopAfter = stopAfter;
    return recipe;
}

MetricResult metric(const std::string& name, double value)
{
    MetricResult result;
    result.metric = name;
    result.estimate.value = value;
    return result;
}

/// One task with an accuracy, and what it kept of the base's.
WatchedScores scored(double accuracy, double base)
{
    WatchedScores scores;
    TaskResult task;
    task.task = "cola";
    task.score.metrics = {metric("EM", 0.0), metric("accuracy", accuracy)};
    scores.results = {task};
    Retention retention;
    retention.task = "cola";
    retention.metric = "accuracy";
    retention.change.value = accuracy - base;
    scores.retention = {retention};
    return scores;
}

/// What the text of a budget rose by.
WatchedScores risen(double change)
{
    WatchedScores scores;
    Retention retention;
    retention.task = kBudgetTask;
    retention.metric = "cross_entropy";
    retention.change.value = change;
    scores.retention = {retention};
    return scores;
}

Run tinyRun(const TinyTraining& tiny)
{
    return Run::find(tiny.workspace(), "tiny");
}

std::string adapterBytes(const fs::path& folder)
{
    return readFile(folder / "adapter_model.safetensors")
        + readFile(folder / "imsm_gate.safetensors");
}

} // namespace

void EvaluationTest::judgesLosses()
{
    const Recipe recipe = watching("loss", 2);
    RunJudge judge(recipe);
    QVERIFY(!judge.judge(0, nullptr, std::nullopt).isBest);
    QVERIFY(!judge.judge(1, nullptr, NAN).isBest);
    QVERIFY(judge.judge(2, nullptr, 2.0).isBest);
    QVERIFY(judge.judge(3, nullptr, 1.5).isBest);
    QVERIFY(!judge.judge(3, nullptr, 1.0).isBest); // judged already
    QVERIFY(!judge.judge(4, nullptr, 1.5).stop); // no gain, but only once
    RunJudge resumed(recipe);
    resumed.restore(judge.state());
    for (RunJudge* const each : {&judge, &resumed}) {
        const RunJudge::Verdict verdict = each->judge(5, nullptr, NAN);
        QVERIFY(verdict.stop && !verdict.isBest);
        QVERIFY(verdict.reason.find("the best was 1.5") != std::string::npos);
        QVERIFY(each->judge(5, nullptr, NAN).stop); // asked again, as a resumed run does
        QCOMPARE(each->state().bestStep, 3);
        QVERIFY(!each->endsWith());
    }
}

void EvaluationTest::judgesScores()
{
    Recipe recipe = watching("cola/accuracy", 0);
    recipe.watch.endWithBest = true;
    RunJudge judge(recipe);
    const WatchedScores low = scored(0.6, 0.5);
    const WatchedScores high = scored(0.7, 0.5);
    QVERIFY(judge.judge(5, &low, std::nullopt).isBest);
    QVERIFY(judge.judge(10, &high, std::nullopt).isBest);
    QVERIFY(!judge.judge(15, &low, std::nullopt).isBest);
    QCOMPARE(judge.endsWith(), std::optional<int64_t>(10));
    const Recipe wrong = watching("mrpc", 0);
    QVERIFY_EXCEPTION_THROWN(RunJudge(wrong).judge(5, &low, std::nullopt), Error);
}

void EvaluationTest::keepsTheBudget_data()
{
    QTest::addColumn<QString>("action");
    QTest::newRow("warn") << "warn";
    QTest::newRow("stop") << "stop";
    QTest::newRow("roll back") << "roll_back";
}

void EvaluationTest::keepsTheBudget()
{
    QFETCH(QString, action);
    Recipe recipe;
    recipe.budget.text = "text.jsonl";
    recipe.budget.allowed = 0.05;
    recipe.budget.action = action.toStdString();
    RunJudge judge(recipe);
    const WatchedScores within = risen(0.04);
    const WatchedScores beyond = risen(0.06);
    judge.judge(0, nullptr, std::nullopt);
    QVERIFY(judge.judge(3, &within, std::nullopt).reason.empty());
    const RunJudge::Verdict verdict = judge.judge(6, &beyond, std::nullopt);
    QVERIFY(verdict.reason.find("rose by 0.06") != std::string::npos);
    QCOMPARE(verdict.stop, action != "warn");
    QCOMPARE(judge.endsWith(),
        action == "roll_back" ? std::optional<int64_t>(3) : std::optional<int64_t>());

    Recipe falls;
    falls.budget.task = "cola";
    falls.budget.allowed = 0.1;
    RunJudge other(falls);
    const WatchedScores gain = scored(0.9, 0.5);
    const WatchedScores loss = scored(0.3, 0.5);
    QVERIFY(other.judge(1, &gain, std::nullopt).reason.empty());
    QVERIFY(other.judge(2, &loss, std::nullopt).reason.find("fell by 0.2") != std::string::npos);
}

void EvaluationTest::heldOutLossIsTheMean()
{
    const TrainSession session = TinyTraining::session();
    SiameseModel model;
    model.decoder = session.decoder;
    std::vector<Example> examples;
    for (int64_t length = 4; length < 200; length += 13) {
        Example example{{}, 2};
        for (int64_t t = 0; t < length; ++t)
            example.ids.push_back(20 + (t * t + length) % 90);
        examples.push_back(example);
    }
    double sum = 0.0;
    double count = 0.0;
    const c10::NoGradGuard noGraph;
    for (const Example& example : examples) {
        const at::Tensor logits
            = model.decoder->logits(model.decoder->forward(TokenBatch::fromRows({example.ids})));
        for (int64_t t = 2; t < static_cast<int64_t>(example.ids.size()); ++t) {
            sum -= logits[t - 1].log_softmax(0)[example.ids[static_cast<size_t>(t)]].item<double>();
            count += 1.0;
        }
    }
    int batches = 0;
    const double loss = heldOutLoss(model, examples, [&] { ++batches; });
    QVERIFY(std::abs(loss - sum / count) < 1e-5);
    QCOMPARE(batches, 1);
}

void EvaluationTest::leavesRowsOut()
{
    const TinyTraining tiny;
    const TrainResult result = train(tiny.recipe({"data.validation.split=0.2", "eval.every=1",
                                         "eval.score=loss", "train.max_steps=1"}),
        tiny.workspace(), TinyTraining::session());
    QCOMPARE(result.examples, 8); // 3 of 11 rows are left out
    const std::vector<MetricPoint> points = StepLog::read(tinyRun(tiny).logFile());
    QCOMPARE(std::ranges::count(points, std::string("validation_loss"), &MetricPoint::series), 1);
}

void EvaluationTest::endsWithItsBest()
{
    const TinyTraining tiny;
    // Answers that become less likely the better the others are learned: their loss rises soon.
    const fs::path others = fs::path(tiny.workspace()).parent_path() / "others.jsonl";
    writeFileAtomically(others, "{\"input\": \"aaa\", \"output\": \"QQQQQQ\"}\n");
    const TrainResult result = train(
        tiny.recipe({"data.validation.path=" + others.string(), "eval.every=1", "eval.score=loss",
            "eval.stop_after=2", "eval.end_with_best=on", "train.learning_rate=0.03",
            "train.schedule=constant", "train.epochs=20", "train.keep_checkpoints=1"}),
        tiny.workspace(), TinyTraining::session());
    QCOMPARE(result.status, TrainStatus::Finished);
    const RunInfo info = tinyRun(tiny).info();
    QVERIFY2(result.step < result.steps, "it was to end early");
    QCOMPARE(info.bestStep, result.step - 2);
    QCOMPARE(info.endStep, info.bestStep);
    QCOMPARE(adapterBytes(tinyRun(tiny).adapter()),
        adapterBytes(checkpointFolder(tinyRun(tiny).checkpoints(), info.bestStep)));
    QVERIFY(adapterBytes(tinyRun(tiny).adapter())
        != adapterBytes(checkpointFolder(tinyRun(tiny).checkpoints(), result.step)));
    const std::vector<MetricPoint> points = StepLog::read(tinyRun(tiny).logFile());
    QCOMPARE(std::ranges::count(points, std::string("validation_loss"), &MetricPoint::series),
        result.step);
}

void EvaluationTest::rollsBack()
{
    const TinyTraining tiny;
    const fs::path text = fs::path(tiny.workspace()).parent_path() / "text.jsonl";
    writeFileAtomically(text, "{\"text\": \"abc\"}\n");
    const auto watchedSession = [] {
        TrainSession session = TinyTraining::session();
        session.watch = [](const SiameseModel&, int64_t step) {
            return std::optional(
                step == 0 ? WatchedScores{} : risen(0.02 * static_cast<double>(step)));
        };
        return session;
    };
    const auto recipe = [&](const std::string& name, double allowed) {
        return tiny.recipe({"name=" + name, "eval.every=1", "budget.text=" + text.string(),
            "budget.allowed=" + std::to_string(allowed), "budget.action=roll_back",
            "train.checkpoint_every=0", "train.keep_checkpoints=1"});
    };
    const auto ends = [&](const std::string& name, double allowed) {
        const TrainResult result = train(recipe(name, allowed), tiny.workspace(), watchedSession());
        return std::pair(result.step, Run::find(tiny.workspace(), name).info().endStep);
    };
    QCOMPARE(ends("some", 0.05), std::pair(int64_t{3}, int64_t{2})); // 0.02, 0.04, 0.06
    QCOMPARE(ends("none", 0.01), std::pair(int64_t{1}, int64_t{0})); // back to the start
    QCOMPARE(ends("all", 1.0), std::pair(int64_t{6}, int64_t{-1}));

    const std::string whole = adapterBytes(Run::find(tiny.workspace(), "some").adapter());
    for (int64_t at = 1; at <= 6; ++at) { // stopped in any micro-step, it goes back to the same
        const std::string name = "stopped at " + std::to_string(at);
        TrainControl control;
        TrainSession session = watchedSession();
        session.control = &control;
        int64_t count = 0;
        session.callbacks.betweenMicroBatches = [&] {
            if (++count == at)
                control.stop();
        };
        QCOMPARE(train(recipe(name, 0.05), tiny.workspace(), session).status, TrainStatus::Stopped);
        resume(Run::find(tiny.workspace(), name), watchedSession());
        const Run run = Run::find(tiny.workspace(), name);
        QCOMPARE(run.info().endStep, int64_t{2});
        QVERIFY(adapterBytes(run.adapter()) == whole);
    }
}

void EvaluationTest::replaysItsOwnTexts()
{
    const TinyTraining tiny;
    const std::vector<std::string> overrides{
        "train.replay_ratio=0.25", "train.replay_tokens=9", "train.epochs=1"};
    const TrainResult result
        = train(tiny.recipe(overrides), tiny.workspace(), TinyTraining::session());
    QCOMPARE(result.examples, 14); // 11 rows and ⌈11/4⌉ texts
    const int64_t vocabulary = TinyTraining::session().decoder->config().vocabulary;
    const std::vector<Example> rows = loadReplayRows(tinyRun(tiny).replayFile(), vocabulary);
    QCOMPARE(rows.size(), size_t{3});
    QVERIFY(rows[0].ids != rows[1].ids);
    for (const Example& row : rows) {
        QCOMPARE(row.queryLength, 1);
        QVERIFY(row.ids.size() >= 2 && row.ids.size() <= 9);
        QCOMPARE(row.ids[0], rows[0].ids[0]);
    }

    const fs::path broken = tinyRun(tiny).folder() / "broken.jsonl";
    for (const char* const line : {"{\"ids\": [1]}", "{\"ids\": [1, -1]}",
             "{\"ids\": [1, 1000000]}", "{\"text\": \"a\"}", "[1, 2]", "{\"ids\": \"1\"}"}) {
        std::ofstream(broken) << "{\"ids\": [1, 2]}\n" << line << "\n";
        try {
            loadReplayRows(broken, vocabulary);
            QFAIL(line);
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::CorruptData);
            QVERIFY2(QString(error.what()).contains("broken.jsonl:2"), error.what());
        }
    }
}
