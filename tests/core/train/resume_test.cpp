// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/model/decoder.h"
#include "core/peft/peft_methods.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "core/train/train_checkpoint.h"
#include "suites.h"
#include "tests/support/accelerator.h"
#include "tiny_training.h"

#include <QCoreApplication>
#include <QProcess>
#include <QtTest>
#include <fstream>
#include <new>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

using Overrides = std::vector<std::string>;

/// What the run learns that is never interrupted.
Learned straight(const TinyTraining& tiny, Overrides overrides = {})
{
    overrides.push_back("name=straight");
    train(tiny.recipe(overrides), tiny.workspace(), TinyTraining::session());
    return Learned(Run::find(tiny.workspace(), "straight"));
}

/// Trains until `act` has been called between micro-batches number 1, 2, …; resumes until the run
/// is finished.
template <class Act>
void trainInPieces(const TinyTraining& tiny, const Overrides& overrides, Act act)
{
    for (bool first = true;; first = false) {
        TrainSession session = TinyTraining::session();
        TrainControl control;
        session.control = &control;
        int64_t count = 0;
        session.callbacks.betweenMicroBatches = [&] { act(++count, control); };
        const TrainResult result = first ? train(tiny.recipe(overrides), tiny.workspace(), session)
                                         : resume(Run::find(tiny.workspace(), "tiny"), session);
        if (result.status == TrainStatus::Finished)
            return;
        QCOMPARE(Run::find(tiny.workspace(), "tiny").status(), TrainStatus::Stopped);
    }
}

Run tinyRun(const TinyTraining& tiny)
{
    return Run::find(tiny.workspace(), "tiny");
}

/// A run that was stopped before its first step.
void trainNothing(const TinyTraining& tiny, const Overrides& overrides, TrainSession session)
{
    TrainControl control;
    control.stop();
    session.control = &control;
    train(tiny.recipe(overrides), tiny.workspace(), session);
}

/// With a file of the run changed, a byte at its end, it is not resumed.
void expectRefusal(const TinyTraining& tiny, const fs::path& file, const TrainSession& session)
{
    const std::string before = readFile(file);
    writeFileAtomically(file, before + "\n");
    try {
        resume(tinyRun(tiny), session);
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(
            QString(error.what()).contains("is not what it was when the run began"), error.what());
        QCOMPARE(error.where(), file.string());
    }
    writeFileAtomically(file, before);
}

/// The fixture's adapter where a test may change it.
fs::path ownAdapter(const TinyTraining& tiny)
{
    const fs::path folder = tiny.dataFile().parent_path() / "adapter";
    fs::copy(fs::path(INTERWEAVE_FIXTURES) / "imsm/llama3_mode5_lora/adapter", folder);
    return folder;
}

} // namespace

void ResumeTest::stoppedAnywhereIsExact_data()
{
    QTest::addColumn<QString>("set");
    QTest::newRow("siamese") << "method.siamese=on";
    QTest::newRow("LoRA alone") << "method.siamese=off";
    QTest::newRow("memories not kept") << "train.memory_cache=off";
    QTest::newRow("all weights") << "method.peft=full,method.siamese=off";
    QTest::newRow("all weights, bf16, from scratch")
        << "method.peft=full,method.siamese=off,method.full.from_scratch=on,train.dtype=bf16";
    QTest::newRow("8-bit moments, wsd")
        << "train.optimizer=adamw8bit,train.schedule=wsd,train.decay_ratio=0.5";
    QTest::newRow("Adafactor") << "train.optimizer=adafactor,train.min_rate_ratio=0.1";
    QTest::newRow("SGD") << "train.optimizer=sgd";
    QTest::newRow("by tokens, layers recomputed")
        << "train.batch_tokens=20,train.gradient_checkpointing=on";
    QTest::newRow("grouped by length") << "train.group_by_length=on";
    QTest::newRow("held to the base") << "train.kl_to_base=0.1,train.l2_to_base=0.1";
    QTest::newRow("easy tokens, no gate")
        << "method.siamese=off,train.kl_to_base=0.1,train.weighting=talr";
    QTest::newRow("hard tokens left out") << "train.weighting=stm,train.stm_threshold=90";
    QTest::newRow("replay") << "train.replay_ratio=0.3,train.replay_tokens=8";
    QTest::newRow("replay, all weights")
        << "method.peft=full,method.siamese=off,train.replay_ratio=0.3,train.replay_tokens=8";
    for (const char* fusion :
        {"mean", "gate", "gate_linear", "residual", "query_blend", "scalar_gate", "fixed"})
        QTest::newRow(fusion) << QString("method.gate.fusion=%1").arg(fusion);
    QTest::newRow("a gate with a bias") << "method.gate.bias=on";
    QTest::newRow("a fused layer") << "method.gate.layers=1";
    QTest::newRow("a fused layer, recomputed, streams not kept")
        << "method.gate.layers=0,train.memory_cache=off,train.gradient_checkpointing=on";
    QTest::newRow("a fused layer, anchored")
        << "method.gate.layers=1,anchor.self=on,anchor.limit=5,anchor.passage_tokens=12";
    const QString adapter
        = QString::fromStdString(fs::path(INTERWEAVE_FIXTURES) / "imsm/llama3_mode5_lora/adapter");
    QTest::newRow("from an adapter") << "method.adapter=" + adapter;
    QTest::newRow("the gate alone") << "method.train_adapter=off,method.adapter=" + adapter;
    QTest::newRow("the gate alone, anchored")
        << "anchor.self=on,anchor.limit=5,anchor.passage_tokens=12,method.train_adapter=off,"
           "method.adapter="
            + adapter;
    QTest::newRow("the gates alone, one in a layer")
        << "method.gate.layers=1,method.train_adapter=off,method.adapter=" + adapter;
    QTest::newRow("the gate alone, memories not kept")
        << "train.memory_cache=off,method.train_adapter=off,method.adapter=" + adapter;
    QTest::newRow("anchored on a file")
        << QString("anchor.passage_tokens=20,anchor.passages=2,anchor.every=2,anchor.path=%1/%2")
               .arg(INTERWEAVE_FIXTURES, "metrics/stems.txt");
    QTest::newRow("anchored on the model's own text")
        << "anchor.self=on,anchor.limit=5,anchor.passage_tokens=12";
    QTest::newRow("an adapter anchored without a gate")
        << "method.siamese=off,anchor.self=on,anchor.limit=5,anchor.passage_tokens=12";
    QTest::newRow("clipped, checkpoints only at stops")
        << "train.max_gradient_norm=0.5,train.checkpoint_every=0";
}

void ResumeTest::stoppedAnywhereIsExact()
{
    QFETCH(QString, set);
    const Overrides overrides = overridesOf(set);
    const TinyTraining tiny;
    Random random(7);
    int64_t stopAt = 0;
    trainInPieces(tiny, overrides, [&](int64_t count, TrainControl& control) {
        if (count == 1)
            stopAt = 2
                + static_cast<int64_t>(
                    random.below(5)); // in the middle of a step as often as between two
        if (count == stopAt)
            control.stop();
    });
    QVERIFY(Learned(tinyRun(tiny)) == straight(tiny, overrides));
}

void ResumeTest::stoppedAtEveryMicroStepIsExact_data()
{
    QTest::addColumn<QString>("set");
    QTest::newRow("8-bit moments") << "train.optimizer=adamw8bit,train.schedule=wsd,train.epochs=1";
    QTest::newRow("Adafactor, ends with its best")
        << "train.optimizer=adafactor,data.validation.split=0.2,eval.every=1,eval.score=loss,"
           "eval.stop_after=3,eval.end_with_best=on,train.learning_rate=0.1,"
           "train.checkpoint_every=0";
    QTest::newRow("SGD, by tokens, replay")
        << "train.optimizer=sgd,train.batch_tokens=20,train.replay_ratio=0.2,"
           "train.replay_tokens=8,train.weighting=flow,train.epochs=1";
}

void ResumeTest::stoppedAtEveryMicroStepIsExact()
{
    QFETCH(QString, set);
    const Overrides overrides = overridesOf(set);
    const TinyTraining tiny;
    const Learned whole = straight(tiny, overrides);
    bool stopped = true;
    for (int64_t at = 1; stopped; ++at) {
        Overrides named = overrides;
        named.push_back("name=at " + std::to_string(at));
        stopped = false;
        TrainControl control;
        TrainSession session = TinyTraining::session();
        session.control = &control;
        int64_t count = 0;
        session.callbacks.betweenMicroBatches = [&] {
            if (++count == at)
                control.stop();
        };
        stopped
            = train(tiny.recipe(named), tiny.workspace(), session).status == TrainStatus::Stopped;
        const auto found = [&] { return Run::find(tiny.workspace(), "at " + std::to_string(at)); };
        if (stopped)
            resume(found(), TinyTraining::session());
        QVERIFY2(Learned(found()) == whole, qPrintable(QString("stopped at %1").arg(at)));
    }
}

void ResumeTest::diedAtEveryMicroStepIsExact_data()
{
    QTest::addColumn<QString>("set");
    for (const std::string& name : peftMethodNames())
        QTest::newRow(name.c_str()) << QString::fromStdString("method.peft=" + name);
    QTest::newRow("dora") << "method.lora.dora=on";
    QTest::newRow("pissa") << "method.lora.initialisation=pissa";
    QTest::newRow("olora, dora") << "method.lora.initialisation=olora,method.lora.dora=on";
    QTest::newRow("adalora alone") << "method.peft=adalora,method.siamese=off";
}

/// A run of 40 steps with two micro-batches each that dies before every one of its 80 micro-steps,
/// leaving on disk what a kill would: no checkpoint is written on that way out.
void ResumeTest::diedAtEveryMicroStepIsExact()
{
    QFETCH(QString, set);
    Overrides overrides{"train.max_steps=40", "train.checkpoint_every=3",
        "method.adalora.initial_steps=5", "method.adalora.final_steps=10", "method.vera.rank=8",
        "method.prompt_tuning.tokens=3", "method.prefix_tuning.tokens=3",
        "method.ia3.targets=k_proj,down_proj"};
    for (const std::string& one : overridesOf(set))
        overrides.push_back(one);
    const TinyTraining tiny;
    TrainSession session = TinyTraining::session();
    int64_t position = 0; // micro-steps behind us
    int64_t death = 1;
    session.callbacks.betweenMicroBatches = [&] {
        if (++position == death) {
            ++death;
            throw std::runtime_error("died");
        }
    };
    int64_t deaths = 0;
    for (bool first = true;; first = false) {
        try {
            if (first) {
                train(tiny.recipe(overrides), tiny.workspace(), session);
            } else {
                const std::vector<fs::path> checkpoints
                    = listCheckpoints(tinyRun(tiny).checkpoints());
                position = checkpoints.empty() ? 0 : 2 * checkpointStep(checkpoints.back());
                resume(tinyRun(tiny), session);
            }
            break;
        } catch (const std::runtime_error&) {
            ++deaths;
        }
    }
    QCOMPARE(deaths, int64_t{80});
    QVERIFY(Learned(tinyRun(tiny)) == straight(tiny, overrides));
}

void ResumeTest::killedIsExact()
{
    const TinyTraining tiny;
    const Overrides longer{"train.epochs=10"};
    writeFileAtomically(tiny.recipeFile(), toYaml(tiny.recipe(longer)));
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
        {"--train", QString::fromStdString(tiny.recipeFile()),
            QString::fromStdString(tiny.workspace())});
    const auto checkpoints = [&] {
        const std::vector<Run> runs = Run::list(tiny.workspace());
        return runs.empty() ? 0 : listCheckpoints(runs[0].checkpoints()).size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(checkpoints() >= 2, 20'000);
    child.kill();
    QVERIFY(child.waitForFinished());
    QCOMPARE(tinyRun(tiny).status(), TrainStatus::Interrupted);
    QCOMPARE(resume(tinyRun(tiny), TinyTraining::session()).status, TrainStatus::Finished);
    QVERIFY(Learned(tinyRun(tiny)) == straight(tiny));
}

void ResumeTest::cancelledIsExact()
{
    const TinyTraining tiny;
    std::stop_source stop;
    TrainSession session = TinyTraining::session();
    session.cancel = stop.get_token();
    session.callbacks.progress = [&](const TrainProgress& step) {
        if (step.step == 4)
            stop.request_stop();
    };
    try {
        train(tiny.recipe({"train.checkpoint_every=3"}), tiny.workspace(), session);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
    QCOMPARE(tinyRun(tiny).status(), TrainStatus::Stopped);
    QCOMPARE(tinyRun(tiny).info().step, 3);
    resume(tinyRun(tiny), TinyTraining::session());
    QVERIFY(Learned(tinyRun(tiny)) == straight(tiny));
}

void ResumeTest::pauseKeepsACheckpoint()
{
    const TinyTraining tiny;
    TrainControl control;
    TrainSession session = TinyTraining::session();
    session.control = &control;
    std::vector<TrainStatus> states;
    int64_t checkpointStep = -1;
    int hooks = 0;
    session.callbacks.status = [&](TrainStatus status) {
        states.push_back(status);
        if (status == TrainStatus::Paused)
            checkpointStep = tinyRun(tiny).info().step;
    };
    session.callbacks.betweenMicroBatches = [&] {
        ++hooks;
        if (hooks == 4) // within the second step
            control.pause();
        if (hooks == 6) // called while paused too
            control.proceed();
    };
    train(tiny.recipe({"train.checkpoint_every=0"}), tiny.workspace(), session);
    QCOMPARE(checkpointStep, 1);
    QCOMPARE(states,
        (std::vector<TrainStatus>{TrainStatus::Running, TrainStatus::Paused, TrainStatus::Running,
            TrainStatus::Finished}));
    QVERIFY(Learned(tinyRun(tiny)) == straight(tiny));
}

void ResumeTest::damagedCheckpointIsPassedOver()
{
    const TinyTraining tiny;
    TrainControl control;
    TrainSession session = TinyTraining::session();
    session.control = &control;
    session.callbacks.progress = [&](const TrainProgress& step) {
        if (step.step == 3)
            control.stop();
    };
    train(tiny.recipe(), tiny.workspace(), session);
    const fs::path newest
        = listCheckpoints(tinyRun(tiny).checkpoints()).back() / "optimizer.safetensors";
    std::string bytes = readFile(newest);
    bytes[bytes.size() - 3] ^= 1;
    writeFileAtomically(newest, bytes);

    TrainSession again = TinyTraining::session();
    int64_t firstStep = 0;
    std::vector<std::string> warnings;
    again.callbacks.log = [&](LogLevel, std::string_view text) { warnings.emplace_back(text); };
    again.callbacks.progress = [&](const TrainProgress& step) {
        if (firstStep == 0)
            firstStep = step.step;
    };
    resume(tinyRun(tiny), again);
    QCOMPARE(firstStep, 3); // from the checkpoint of step 2
    QCOMPARE(warnings.size(), size_t{1});
    QVERIFY(warnings[0].find("optimizer.safetensors") != std::string::npos);
    QVERIFY(Learned(tinyRun(tiny)) == straight(tiny));
}

void ResumeTest::everyTruncationIsNoticed()
{
    const TinyTraining tiny;
    const TrainSession session = TinyTraining::session();
    train(tiny.recipe(), tiny.workspace(), session);
    const fs::path folder = listCheckpoints(tinyRun(tiny).checkpoints()).back();
    loadCheckpoint(folder, *session.decoder);
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string whole = readFile(entry.path());
        for (size_t length = 0; length < whole.size(); length += 1 + whole.size() / 50) {
            fs::resize_file(entry.path(), length);
            try {
                loadCheckpoint(folder, *session.decoder);
                QFAIL(entry.path().c_str());
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::CorruptData);
            }
            std::ofstream(entry.path(), std::ios::binary) << whole;
        }
        fs::remove(entry.path());
        QVERIFY_EXCEPTION_THROWN(loadCheckpoint(folder, *session.decoder), Error);
        std::ofstream(entry.path(), std::ios::binary) << whole;
    }
    loadCheckpoint(folder, *session.decoder);
}

void ResumeTest::goesOnOnAnAccelerator_data()
{
    QTest::addColumn<QString>("set");
    QTest::newRow("siamese") << "";
    QTest::newRow("all weights, Adafactor")
        << "method.peft=full,method.siamese=off,train.optimizer=adafactor";
    QTest::newRow("AdaLoRA, 8-bit moments") << "method.peft=adalora,train.optimizer=adamw8bit";
    QTest::newRow("prefix tuning, held to the base")
        << "method.peft=prefix_tuning,train.kl_to_base=0.1,train.l2_to_base=0.1";
    QTest::newRow("a fused layer, recomputed")
        << "method.gate.layers=1,train.gradient_checkpointing=on";
    QTest::newRow("anchored on the model's own text, easy tokens")
        << "anchor.self=on,anchor.limit=5,anchor.passage_tokens=12,train.weighting=talr";
}

/// A run that stops in the middle of a step and goes on learns there what one without a stop learns
/// on the CPU.
void ResumeTest::goesOnOnAnAccelerator()
{
    QFETCH(QString, set);
    const QString noDropout = "method.lora.dropout=0,method.gate.dropout=0"; // CUDA draws its own
    const Overrides overrides = overridesOf(set.isEmpty() ? noDropout : noDropout + ',' + set);
    const TinyTraining there;
    TrainControl control;
    TrainSession session = TinyTraining::session(testAccelerator());
    session.control = &control;
    int count = 0;
    session.callbacks.betweenMicroBatches = [&] {
        if (++count == 6)
            control.stop();
    };
    QCOMPARE(
        train(there.recipe(overrides), there.workspace(), session).status, TrainStatus::Stopped);
    const TrainSession again = TinyTraining::session(testAccelerator());
    QCOMPARE(resume(tinyRun(there), again).status, TrainStatus::Finished);

    const std::vector<double> losses = Learned(tinyRun(there)).losses;
    const std::vector<double> expected = straight(TinyTraining(), overrides).losses;
    QCOMPARE(losses.size(), expected.size());
    for (size_t i = 0; i < losses.size(); ++i)
        QVERIFY2(std::abs(losses[i] - expected[i]) <= 1e-4 * expected[i],
            qPrintable(QString("step %1: %2, %3").arg(i + 1).arg(losses[i]).arg(expected[i])));
}

void ResumeTest::continuesAfterMemoryRanOut_data()
{
    QTest::addColumn<bool>("torchs");
    QTest::newRow("torch's allocator") << true;
    QTest::newRow("std::bad_alloc") << false;
}

void ResumeTest::continuesAfterMemoryRanOut()
{
    QFETCH(bool, torchs);
    const TinyTraining tiny;
    TrainSession session = TinyTraining::session();
    int count = 0;
    session.callbacks.betweenMicroBatches = [&] {
        if (++count != 6)
            return;
        if (torchs)
            at::empty({int64_t{1} << 60});
        throw std::bad_alloc();
    };
    try {
        train(tiny.recipe({"train.checkpoint_every=0"}), tiny.workspace(), session);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::OutOfMemory);
        QVERIFY(!QString::fromUtf8(error.what()).contains("frame #")); // torch's list of addresses
    }
    QCOMPARE(tinyRun(tiny).status(), TrainStatus::Stopped);
    QCOMPARE(tinyRun(tiny).info().step, 2);
    const Overrides smaller{"train.batch_size=1", "train.gradient_accumulation=4"};
    const TrainResult result = resume(tinyRun(tiny), TinyTraining::session(), smaller);
    QCOMPARE(result.status, TrainStatus::Finished);
    QCOMPARE(result.step, 6);
}

void ResumeTest::refusesWhatChanged()
{
    const TinyTraining tiny;
    trainNothing(tiny, {}, TinyTraining::session());
    const Overrides faster{"train.learning_rate=1"};
    QVERIFY_EXCEPTION_THROWN(resume(tinyRun(tiny), TinyTraining::session(), faster), Error);
    expectRefusal(tiny, tiny.dataFile(), TinyTraining::session());
}

void ResumeTest::refusesAFileThatChanged_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("changed"); // of the run's folder, or beside the data
    QTest::newRow("validation") << "data.validation.path="
                                << "other.jsonl";
    QTest::newRow("the budget's text") << "budget.text="
                                       << "other.jsonl";
    QTest::newRow("a watched suite's data") << "eval.suite="
                                            << "other.jsonl";
    QTest::newRow("replayed rows") << "train.replay_ratio=0.3,train.replay_tokens=8"
                                   << "replay.jsonl";
    QTest::newRow("anchor passages") << "anchor.self=on,anchor.limit=5,anchor.passage_tokens=12"
                                     << "anchor.jsonl";
}

void ResumeTest::refusesAFileThatChanged()
{
    QFETCH(QString, set);
    QFETCH(QString, changed);
    const TinyTraining tiny;
    const fs::path other = tiny.dataFile().parent_path() / "other.jsonl";
    writeFileAtomically(other,
        R"({"text": "ab", "input": "ab", "output": "cd"})"
        "\n");
    Overrides overrides = overridesOf(set);
    for (std::string& one : overrides)
        if (one.ends_with('='))
            one += other.string();
    TrainSession session = TinyTraining::session();
    if (set.startsWith("eval.suite"))
        session.watchedFiles = {other};
    trainNothing(tiny, overrides, session);
    expectRefusal(tiny,
        changed == "other.jsonl" ? other : tinyRun(tiny).folder() / changed.toStdString(), session);
    QCOMPARE(resume(tinyRun(tiny), session).status, TrainStatus::Finished);
}

/// Once there is a checkpoint, it may be gone.
void ResumeTest::refusesAnAdapterThatChanged()
{
    const TinyTraining tiny;
    const fs::path adapter = ownAdapter(tiny);
    trainNothing(tiny, {"method.adapter=" + adapter.string()}, TinyTraining::session());
    for (const char* file : {"adapter_config.json", "adapter_model.safetensors"})
        expectRefusal(tiny, adapter / file, TinyTraining::session());
    fs::remove_all(adapter);
    QCOMPARE(resume(tinyRun(tiny), TinyTraining::session()).status, TrainStatus::Finished);
}

/// A run of an earlier version knows nothing of these files.
void ResumeTest::goesOnWhereNoHashIsKept()
{
    const TinyTraining tiny;
    const fs::path adapter = ownAdapter(tiny);
    TrainSession session = TinyTraining::session();
    session.watchedFiles = {adapter / "adapter_config.json"};
    trainNothing(tiny, {"method.adapter=" + adapter.string()}, session);
    Run run = tinyRun(tiny);
    RunInfo info = run.info();
    QCOMPARE(info.fileHashes.size(), size_t{2});
    info.fileHashes.clear();
    run.update(info);
    const fs::path config = adapter / "adapter_config.json";
    writeFileAtomically(config, readFile(config) + "\n");
    QCOMPARE(resume(run, session).status, TrainStatus::Finished);
}

/// Rows whose tokens lie in a file are learned to the same bits, and read again after a stop.
void ResumeTest::rowsOnDiskChangeNothing()
{
    for (const Overrides& overrides :
        {Overrides{"data.validation.split=0.2", "train.weighting=flow"},
            Overrides{"method.siamese=off", "train.replay_ratio=0.3", "train.replay_tokens=8"}}) {
        const TinyTraining tiny;
        const Learned expected = straight(tiny, overrides);
        TrainControl control;
        int steps = 0;
        TrainSession session = TinyTraining::session();
        session.tokenBytesInMemory = 0;
        session.control = &control;
        session.callbacks.progress = [&](const TrainProgress&) {
            if (++steps == 2)
                control.stop();
        };
        train(tiny.recipe(overrides), tiny.workspace(), session);
        QVERIFY(fs::exists(tiny.workspace() / "cache/tokens"));
        QVERIFY(fs::is_empty(tiny.workspace() / "cache/tokens"));
        session = TinyTraining::session();
        session.tokenBytesInMemory = 100;
        resume(tinyRun(tiny), session);
        QVERIFY(Learned(tinyRun(tiny)) == expected);
    }
}

/// Where the run has its passages, it reads the text that they were cut from no more.
void ResumeTest::readsOnlyWhatItNeeds()
{
    const TinyTraining tiny;
    const fs::path text = tiny.dataFile().parent_path() / "text.txt";
    writeFileAtomically(text, std::string(100, 'a'));
    trainNothing(tiny, {"anchor.passage_tokens=20", "anchor.path=" + text.string()},
        TinyTraining::session());
    writeFileAtomically(text, std::string(100, 'b'));
    QCOMPARE(resume(tinyRun(tiny), TinyTraining::session()).status, TrainStatus::Finished);
}
