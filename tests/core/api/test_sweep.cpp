// SPDX-License-Identifier: Apache-2.0
#include "core/api/sweep.h"

#include "core/api/run_library.h"
#include "core/api/sweep_store.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"

#include "suites.h"

#include <QtTest>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const std::string kTiny = INTERWEAVE_TINY;

/// Two variants of the embedded default, two steps each, on the rows of one task.
SweepPlan plan()
{
    SweepPlan plan;
    plan.name = "two";
    plan.recipe = kTiny + "/imsm.yaml";
    plan.overrides = {"train.max_steps=2", "train.warmup_steps=0", "train.batch_size=4",
        "train.threads=1", "train.device=cpu", "train.dtype=fp32", "data.train.limit=8",
        "eval.suite=''", "samples.prompts=[]"};
    plan.variants = {{"lora", {"method.siamese=false"}}, {"imsm", {}}};
    plan.seeds = {1};
    plan.suite = kTiny + "/where.jsonl";
    plan.limit = 6;
    return plan;
}

struct Workspace {
    TemporaryFolder folder{"test-sweep"};
    Engine engine{folder.path()};
    RunLibrary library{folder.path()};

    std::vector<SweepStage> stages() const
    {
        std::vector<SweepStage> stages;
        for (const SweepRunState& state : sweepStates(library, plan()))
            stages.push_back(state.stage);
        return stages;
    }
};

using Stages = std::vector<SweepStage>;

} // namespace

void TestSweep::goesOnWhereItWasStopped()
{
    Workspace there;
    QCOMPARE(there.stages(), (Stages{SweepStage::Waiting, SweepStage::Waiting}));
    QVERIFY(listSweeps(there.library).empty());

    std::stop_source stop;
    std::vector<std::string> phases;
    SweepCallbacks callbacks;
    callbacks.progress = [&](const SweepProgress& progress) {
        phases.push_back(std::to_string(progress.run) + " " + progress.phase);
    };
    int starting = 0;
    int trained = 0;
    callbacks.starting = [&](const TrainRequest& request, const std::shared_ptr<TrainControl>&) {
        QCOMPARE(request.resume.empty(), true);
        ++starting;
    };
    callbacks.trained = [&](const TrainResult&) { ++trained; };
    callbacks.training.progress = [&](const TrainProgress&) {
        if (starting == 2)
            stop.request_stop(); // in the second run, with a checkpoint
    };
    try {
        sweep(there.engine, there.library, plan(), callbacks, stop.get_token());
        QFAIL("it was not stopped");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
    QCOMPARE(
        phases, (std::vector<std::string>{"0 training", "0 measuring", "0 done", "1 training"}));
    QCOMPARE(trained, 2);
    QCOMPARE(there.stages(), (Stages{SweepStage::Done, SweepStage::Stopped}));
    const std::vector<KeptSweep> kept = listSweeps(there.library);
    QCOMPARE(kept.size(), size_t{1});
    QCOMPARE(kept[0].name, std::string("two"));
    QCOMPARE(kept[0].done(), 1);
    QVERIFY(!kept[0].isDone());
    QCOMPARE(kept[0].runs[0].results.size(), size_t{1});
    QCOMPARE(kept[0].runs[0].results[0].task, std::string("where"));
    QCOMPARE(kept[0].runs[0].results[0].branch, std::string("tuned"));
    QCOMPARE(kept[0].runs[0].base.size(), size_t{1});

    // From the plan as it is kept.
    const std::vector<SweptRun> swept = sweep(there.engine, there.library, kept[0].plan);
    QCOMPARE(swept[1].id, kept[0].runs[1].run);
    QCOMPARE(there.stages(), (Stages{SweepStage::Done, SweepStage::Done}));
    QCOMPARE(there.library.list().size(), size_t{2});

    // The base was measured with the first run and serves the second, too.
    const ForgettingView view = there.library.forgetting({swept[1].id});
    QCOMPARE(view.voices.size(), size_t{2});
    QVERIFY(view.tasks.at(0).scores.at(0).has_value());
    QCOMPARE(view.outcomes.at(0).changes.size(), size_t{1});

    // Of other rows nothing is done, the training is.
    SweepPlan more = plan();
    more.limit = 7;
    for (const SweepRunState& state : sweepStates(there.library, more))
        QCOMPARE(state.stage, SweepStage::Trained);
}

/// Base and tuned are not measured again under the names of a scale or mix of 0 and 1, for any run.
void TestSweep::takesTheEndsOfAWayFromItsBranches()
{
    Workspace there;
    SweepPlan way = plan();
    way.variants = {{"lora", {"method.siamese=false"}, true}};
    way.seeds = {1, 2};
    for (const SweptRun& run : sweep(there.engine, there.library, way, {}, {})) {
        std::map<std::string, TaskResult> branches;
        for (const TaskResult& result : run.results)
            if (result.blend.kind == Blend::Kind::None)
                branches.emplace(result.branch, result);
        QCOMPARE(branches.size(), size_t{2});
        int ends = 0;
        for (const TaskResult& result : run.results) {
            if (result.blend.kind == Blend::Kind::None)
                continue;
            const bool isEnd = result.blend.tuned == 0.0 || result.blend.tuned == 1.0;
            ends += isEnd ? 1 : 0;
            QCOMPARE(result.rowsFromLog, isEnd ? int64_t{6} : int64_t{0});
            const TaskResult& branch = branches.at(result.blend.tuned == 0.0 ? "base" : "tuned");
            for (size_t row = 0; isEnd && row < 6; ++row)
                QCOMPARE(result.predictions[row].text, branch.predictions[row].text);
        }
        QCOMPARE(ends, 4);
        QCOMPARE(there.library.blends(run.id).size(), size_t{22});
    }
}

/// A text's distance from the base, and an adapter whose own branch has gates inside its layers.
void TestSweep::measuresEndsThatNoBranchHas()
{
    Workspace there;
    SweepPlan two = plan();
    two.suite.clear();
    two.variants = {{"lora", {"method.siamese=false"}}, {"fused", {"method.gate.layers=[0]"}}};
    const std::vector<SweptRun> runs = sweep(there.engine, there.library, two, {}, {});
    const fs::path suite = there.folder.path() / "far.yaml";
    writeFileAtomically(there.folder.path() / "far.jsonl", R"({"text": "Where is the ball?"})");
    writeFileAtomically(suite,
        "tasks:\n  - {file: far.jsonl, kind: text, metrics: [cross_entropy, kl_from_base]}\n"
        "  - {name: near, file: far.jsonl, kind: text, metrics: [cross_entropy]}\n");
    for (const SweptRun& run : runs) {
        EvaluateRequest request;
        request.model = {.path = run.id, .device = "cpu", .dtype = "fp32"};
        request.suite = suite.string();
        request.branches = {Branch::Base, Branch::Tuned};
        request.blends = {{Blend::Kind::AdapterScale, 1.0}};
        int ends = 0;
        for (const TaskResult& result : there.engine.evaluate(request)) {
            if (result.blend.kind == Blend::Kind::None)
                continue;
            ++ends;
            const bool isKnown = result.task == "near" && run.planned.variant == "lora";
            QCOMPARE(result.rowsFromLog, isKnown ? int64_t{1} : int64_t{0});
            QCOMPARE(result.score.metrics.size(), result.task == "near" ? size_t{1} : size_t{2});
        }
        QCOMPARE(ends, 2);
    }
}

void TestSweep::trainsAGateForAnotherRunsAdapter()
{
    Workspace there;
    SweepPlan gated = plan();
    gated.overrides.push_back("anchor.self=true");
    gated.overrides.push_back("anchor.limit=2");
    gated.overrides.push_back("anchor.passage_tokens=8");
    gated.variants = {{"gate", {}, false, {}, "lora"}, // before its adapter is there
        {"lora", {"method.siamese=false", "anchor.self=false"}}};
    for (const SweepRunState& state : sweepStates(there.library, gated))
        QCOMPARE(state.stage, SweepStage::Waiting);
    const std::vector<SweptRun> swept = sweep(there.engine, there.library, gated);
    const auto fileOf = [&](const SweptRun& run, const char* file) {
        return fs::path(there.library.find(run.id).summary.adapterFolder) / file;
    };
    QCOMPARE(readFile(fileOf(swept[0], "adapter_model.safetensors")),
        readFile(fileOf(swept[1], "adapter_model.safetensors")));
    QVERIFY(fs::exists(fileOf(swept[0], "imsm_gate.safetensors")));
    QVERIFY(!fs::exists(fileOf(swept[1], "imsm_gate.safetensors")));
    QCOMPARE(swept[0].results.back().branch, std::string("interwoven"));
    for (const SweepRunState& state : sweepStates(there.library, gated))
        QCOMPARE(state.stage, SweepStage::Done);

    sweep(there.engine, there.library, gated); // nothing is left to do
    QCOMPARE(there.library.list().size(), size_t{2});

    there.library.remove(swept[1].id); // the adapter is learned again, and its gate with it
    const std::vector<SweptRun> again = sweep(there.engine, there.library, gated);
    QVERIFY(again[0].id != swept[0].id && again[1].id != swept[1].id);
}

void TestSweep::goesOnWithoutARunThatFails()
{
    Workspace there;
    SweepPlan failing = plan();
    failing.variants = {{"wrong", {"data.train.input_field=nothing"}},
        {"lora", {"method.siamese=false"}}, {"gate", {}, false, {}, "wrong"}};
    std::vector<std::string> phases;
    SweepCallbacks callbacks;
    callbacks.progress = [&](const SweepProgress& progress) {
        QCOMPARE(progress.error.has_value(), progress.phase == "failed");
        phases.push_back(std::to_string(progress.run) + " " + progress.phase);
    };
    const std::vector<SweptRun> swept = sweep(there.engine, there.library, failing, callbacks);
    QCOMPARE(phases,
        (std::vector<std::string>{"0 training", "0 failed", "1 training", "1 measuring", "1 done",
            "2 failed", "1 measuring", "1 done"}));
    QCOMPARE(swept[0].error->where(), std::string("two wrong 1"));
    QVERIFY(swept[0].error->message().find("'nothing'") != std::string::npos);
    QVERIFY(!swept[1].error);
    QCOMPARE(swept[1].results.size(), size_t{2}); // the base's, which the first was to bring
    QVERIFY(swept[2].error->message().find("its adapter is not there") != std::string::npos);
    QCOMPARE(sweepStates(there.library, failing)[1].stage, SweepStage::Done);
}

void TestSweep::takesTheRunThatWasDoneAfterAFailure()
{
    StoredRun failed;
    failed.tags = {"plan:a"};
    failed.summary.id = "failed";
    failed.summary.status = "failed";
    StoredRun stopped = failed;
    stopped.summary.id = "stopped";
    stopped.summary.status = "stopped";
    StoredRun finished = failed;
    finished.summary.id = "finished";
    finished.summary.status = "finished";
    QCOMPARE(findTagged({failed, finished}, "plan:a")->summary.id, std::string("finished"));
    QCOMPARE(findTagged({failed, stopped}, "plan:a")->summary.id, std::string("stopped"));
    QVERIFY(!findTagged({failed}, "plan:b"));
    QVERIFY(!canGoOn(failed) && canGoOn(stopped));
}

void TestSweep::saysWhatIsWrongBeforeItStarts()
{
    Workspace there;
    SweepPlan wrong = plan();
    addGrid(wrong, "train.learning_rat=1e-4,1e-3");
    try {
        sweep(there.engine, there.library, wrong);
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("learning_rate"), error.what()); // did you mean
        QCOMPARE(error.where(), std::string("two lora learning_rat=1e-4 1"));
    }
    wrong = plan();
    wrong.suite = "/nowhere/suite.yaml";
    QVERIFY_EXCEPTION_THROWN(checkSweep(wrong), Error);
    QVERIFY(!fs::exists(sweepsFolder(there.folder.path())));
    QVERIFY(there.library.list().empty());
}

void TestSweep::listsAPlanThatCannotBeRead()
{
    Workspace there;
    fs::create_directories(sweepsFolder(there.folder.path()));
    writeFileAtomically(sweepFile(there.folder.path(), "broken"), "recipe: [\n");
    writeFileAtomically(sweepFile(there.folder.path(), "gone"), "recipe: gone.yaml\n");
    const std::vector<KeptSweep> kept = listSweeps(there.library);
    QCOMPARE(kept.size(), size_t{2});
    for (const KeptSweep& sweep : kept) {
        QVERIFY(!sweep.problem.empty());
        QVERIFY(sweep.runs.empty());
    }
    QVERIFY(sweepFile("/w", "a/b").parent_path() == "/w/sweeps");
}

void TestSweep::knowsTheTaskThatWasTrained()
{
    const auto result = [](const char* task, const char* metric, double value) {
        TaskResult one;
        one.task = task;
        one.score.metrics.push_back({metric, {value, value, value}, "wilson", {}});
        return one;
    };
    QCOMPARE(trainedTask({}), std::string());
    SweepRunState run;
    run.results = {result("texts", "cross_entropy", 9.0), result("facts", "EM", 0.5),
        result("where", "EM", 0.9)};
    QCOMPARE(trainedTask({run}), std::string("texts")); // nothing tells
    run.base = {result("texts", "cross_entropy", 3.0), result("facts", "EM", 0.6),
        result("where", "EM", 0.1)};
    QCOMPARE(trainedTask({run}), std::string("where"));
}
