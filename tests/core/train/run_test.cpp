// SPDX-License-Identifier: Apache-2.0
#include "core/train/run.h"

#include "core/data/json_lines.h"
#include "core/eval/evaluation.h"
#include "core/peft/peft_methods.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/train/step_log.h"
#include "suites.h"
#include "tiny_training.h"

#include <QtTest>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

TrainProgress progressAt(int64_t step)
{
    TrainProgress progress;
    progress.step = step;
    progress.loss = step == 3 ? NAN : 1.0;
    return progress;
}

} // namespace

void RunTest::findsRuns()
{
    const TinyTraining tiny;
    const Run first = Run::create(tiny.workspace(), tiny.recipe({"name=first"}), {});
    const Run second = Run::create(tiny.workspace(), tiny.recipe({"name=second"}), {});
    QCOMPARE(Run::list(tiny.workspace()).size(), size_t{2});
    QCOMPARE(Run::find(tiny.workspace(), first.info().id).folder(), first.folder());
    QCOMPARE(Run::find(tiny.workspace(), "second").folder(), second.folder());
    QCOMPARE(Run::find(tiny.workspace(), second.folder().string()).info().id, second.info().id);
    QCOMPARE(toYaml(second.recipe()), toYaml(tiny.recipe({"name=second"})));
    QVERIFY_EXCEPTION_THROWN(Run::find(tiny.workspace(), "third"), Error);
    Run::create(tiny.workspace(), tiny.recipe({"name=second"}), {});
    QVERIFY_EXCEPTION_THROWN(Run::find(tiny.workspace(), "second"), Error); // which of the two?

    writeFileAtomically(first.folder() / "run.json", "{}");
    QVERIFY_EXCEPTION_THROWN(Run::open(first.folder()), Error);
    QCOMPARE(Run::list(tiny.workspace()).size(), size_t{2});
}

void RunTest::refusesASecondWriter()
{
    const TinyTraining tiny;
    const Run run = Run::create(tiny.workspace(), tiny.recipe(), {});
    QCOMPARE(run.status(), TrainStatus::Interrupted); // says running, but nobody trains it
    {
        const RunLock lock = run.lock();
        QCOMPARE(run.status(), TrainStatus::Running);
        try {
            run.lock();
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("is being trained by process"));
        }
    }
    run.lock(); // free again
}

void RunTest::logForgetsLaterSteps()
{
    const TinyTraining tiny;
    const fs::path path = tiny.dataFile().parent_path() / "trainer_log.jsonl";
    {
        StepLog log(path, 0);
        for (int64_t step = 1; step <= 4; ++step)
            log.append(progressAt(step), {});
    }
    writeFileAtomically(
        path, readFile(path) + "{\"current_steps\": 5, \"lo"); // as a kill leaves it
    StepLog(path, 2).append(progressAt(3), {7});
    std::vector<int64_t> steps;
    readJsonLines(
        path, {}, [&](const JsonLine& line) { steps.push_back(line.value.at("current_steps")); });
    QCOMPARE(steps, (std::vector<int64_t>{1, 2, 3}));
}

void RunTest::trainsAndTells()
{
    const TinyTraining tiny;
    TrainSession session = TinyTraining::session();
    std::vector<TrainProgress> progress;
    std::vector<TrainStatus> states;
    int hooks = 0;
    session.callbacks.progress = [&](const TrainProgress& step) { progress.push_back(step); };
    session.callbacks.status = [&](TrainStatus status) { states.push_back(status); };
    session.callbacks.betweenMicroBatches = [&] { ++hooks; };
    const TrainResult result
        = train(tiny.recipe({"train.keep_checkpoints=3"}), tiny.workspace(), session);

    QCOMPARE(result.status, TrainStatus::Finished);
    QCOMPARE(result.steps, 6); // 11 rows, 4 a step, 2 epochs
    QCOMPARE(result.step, 6);
    QCOMPARE(progress.size(), size_t{6});
    QCOMPARE(hooks, 12);
    QCOMPARE(states, (std::vector<TrainStatus>{TrainStatus::Running, TrainStatus::Finished}));
    QCOMPARE(progress[0].learningRate, 0.0); // warm-up
    QCOMPARE(progress[1].learningRate, 3e-3);
    QCOMPARE(progress[2].epoch, 0);
    QCOMPARE(progress[3].epoch, 1);
    QCOMPARE(progress[5].etaSeconds, 0.0);
    QVERIFY(progress[5].loss < progress[0].loss);
    QVERIFY(progress[5].residentBytes > 0 && progress[5].memoryCacheBytes > 0);

    const Run run = Run::find(tiny.workspace(), "tiny");
    QCOMPARE(run.status(), TrainStatus::Finished);
    QCOMPARE(run.info().trainedParameters, result.trainedParameters);
    QVERIFY(fs::exists(run.adapter() / "adapter_config.json"));
    QVERIFY(fs::exists(run.adapter() / "imsm_config.json"));
    const auto folders = fs::directory_iterator(run.checkpoints());
    QCOMPARE(std::distance(fs::begin(folders), fs::end(folders)), 3);
    QVERIFY(fs::exists(run.checkpoints() / "step-000006/state.json"));
    QVERIFY_EXCEPTION_THROWN(resume(run, session), Error); // finished

    // The same recipe gives the same bytes.
    train(tiny.recipe({"name=again"}), tiny.workspace(), TinyTraining::session());
    QVERIFY(Learned(run) == Learned(Run::find(tiny.workspace(), "again")));
}

/// A fresh adapter changes nothing, so that every method begins with the same loss; what it adds to
/// that is a figure of its own.
void RunTest::tellsAPenaltyApart()
{
    const TinyTraining tiny;
    std::vector<double> firstLosses;
    for (const char* method : {"lora", "adalora", "lora_moe"}) {
        train(tiny.recipe({std::string("name=") + method, std::string("method.peft=") + method,
                  "method.siamese=off"}),
            tiny.workspace(), TinyTraining::session());
        const Run run = Run::find(tiny.workspace(), method);
        firstLosses.push_back(Learned(run).losses.front());
        int64_t penalties = 0;
        for (const MetricPoint& point : StepLog::read(run.logFile()))
            if (point.series == "penalty") {
                ++penalties;
                QVERIFY(point.value > 0.0);
            }
        QCOMPARE(penalties, method == std::string("lora") ? 0 : run.info().steps);
    }
    QCOMPARE(firstLosses[1], firstLosses[0]);
    QCOMPARE(firstLosses[2], firstLosses[0]);
}

/// Whatever is measured between the steps, the same is learned, to the bit.
void RunTest::watchingChangesNothing()
{
    const TinyTraining tiny;
    train(tiny.recipe({"name=alone"}), tiny.workspace(), TinyTraining::session());

    TrainSession session = TinyTraining::session();
    std::vector<int64_t> steps;
    const std::string suite = tiny.dataFile().string();
    EvaluationTask answers;
    answers.file = suite;
    EvaluationTask choices = answers;
    choices.kind = EvaluationTask::Kind::Choice;
    choices.choices = {"yes", "no"};
    session.watch = [&](const SiameseModel& model, int64_t step) {
        steps.push_back(step);
        for (const EvaluationTask& task : {answers, choices})
            evaluate(
                task, model, *session.tokenizer, {Branch::Base, Branch::Tuned, Branch::Interwoven});
        return std::optional<WatchedScores>();
    };
    train(tiny.recipe({"name=watched", "eval.every=2", "eval.suite=" + suite}), tiny.workspace(),
        session);
    QCOMPARE(steps, (std::vector<int64_t>{0, 2, 4, 6}));
    QVERIFY(Learned(Run::find(tiny.workspace(), "alone"))
        == Learned(Run::find(tiny.workspace(), "watched")));

    steps.clear();
    train(tiny.recipe({"name=at the end"}), tiny.workspace(), session);
    QCOMPARE(steps, (std::vector<int64_t>{0, 6}));
}

void RunTest::recomputingChangesNothing_data()
{
    QTest::addColumn<QString>("set");
    for (const std::string& name : peftMethodNames())
        QTest::newRow(name.c_str()) << QString::fromStdString("method.peft=" + name);
    QTest::newRow("dora") << "method.lora.dora=on";
}

/// Of every method, whatever its parameters hang on.
void RunTest::recomputingChangesNothing()
{
    QFETCH(QString, set);
    const TinyTraining tiny;
    for (const char* recompute : {"on", "off"})
        train(tiny.recipe({set.toStdString(), std::string("name=") + recompute,
                  std::string("train.gradient_checkpointing=") + recompute, "train.epochs=1"}),
            tiny.workspace(), TinyTraining::session());
    QVERIFY(
        Learned(Run::find(tiny.workspace(), "on")) == Learned(Run::find(tiny.workspace(), "off")));
}

void RunTest::stopsWhileWatching()
{
    const TinyTraining tiny;
    TrainControl control;
    TrainSession session = TinyTraining::session();
    session.control = &control;
    session.watch = [&](const SiameseModel&, int64_t step) {
        if (step == 2)
            control.stop();
        return std::optional<WatchedScores>();
    };
    const TrainResult result = train(tiny.recipe({"eval.every=2"}), tiny.workspace(), session);
    QCOMPARE(result.status, TrainStatus::Stopped);
    QCOMPARE(result.step, 2);

    session.control = nullptr;
    std::vector<int64_t> steps;
    session.watch = [&](const SiameseModel&, int64_t step) {
        steps.push_back(step);
        return std::optional<WatchedScores>();
    };
    QCOMPARE(resume(Run::find(tiny.workspace(), "tiny"), session).status, TrainStatus::Finished);
    QCOMPARE(steps, (std::vector<int64_t>{2, 4, 6})); // the one that was cut short, too
}

void RunTest::stopsAfterBadSteps()
{
    const TinyTraining tiny;
    TrainSession session = TinyTraining::session();
    std::vector<std::string> warnings;
    session.callbacks.log = [&](LogLevel, std::string_view text) { warnings.emplace_back(text); };
    try {
        train(tiny.recipe(
                  {"train.learning_rate=1e38", "train.max_bad_steps=2", "train.schedule=constant"}),
            tiny.workspace(), session);
        QFAIL("no error");
    } catch (const Error& error) {
        const QString text = error.what();
        QVERIFY2(text.contains("is not finite") && text.contains("Lines of the data file: "),
            error.what());
    }
    QCOMPARE(warnings.size(), size_t{2});
    const Run run = Run::find(tiny.workspace(), "tiny");
    QCOMPARE(run.status(), TrainStatus::Failed);
    QVERIFY(!run.info().error.empty());
    QVERIFY(!fs::exists(run.adapter()));
    QVERIFY(fs::exists(run.checkpoints() / "step-000002/state.json")); // the last finite one
}

void RunTest::refusesBeforeItWrites_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("message");
    QTest::newRow("no data") << "data.train.path=nowhere.jsonl"
                             << "nowhere.jsonl";
    QTest::newRow("no field") << "data.train.output_field=answer"
                              << "has no field 'answer'";
    QTest::newRow("no module") << "method.lora.targets=nothing"
                               << "nothing";
    QTest::newRow("warm-up too long") << "train.warmup_steps=7"
                                      << "gives the run only 6 steps";
}

void RunTest::refusesBeforeItWrites()
{
    QFETCH(QString, set);
    QFETCH(QString, message);
    const TinyTraining tiny;
    const std::vector<std::string> overrides{set.toStdString()};
    try {
        train(tiny.recipe(overrides), tiny.workspace(), TinyTraining::session());
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
    QVERIFY(!fs::exists(tiny.workspace()));
}
