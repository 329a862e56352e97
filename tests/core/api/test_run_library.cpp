// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"
#include "core/api/run_library.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"
#include "core/train/run.h"

#include "suites.h"

#include <QtTest>

#include <memory>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const std::string kTiny = INTERWEAVE_TINY;

/// A workspace with one run of the embedded default: two steps, its suite watched, one sample.
struct Trained {
    Trained()
    {
        TrainRequest request;
        request.recipe = kTiny + "/imsm.yaml";
        request.overrides = {"name=orrin", "train.max_steps=2", "train.warmup_steps=0",
            "train.batch_size=4", "train.threads=1", "train.device=cpu", "train.dtype=fp32",
            "data.train.limit=8", "eval.suite=" + kTiny + "/suite.yaml", "eval.limit=3",
            "samples.prompts=[\"Where is it? The girl likes the bird by the sea.\"]",
            "samples.max_new=4"};
        result = Engine(workspace.path()).train(request);
    }

    EvaluateRequest evaluation() const
    {
        EvaluateRequest request;
        request.model.path = result.runId;
        request.model.device = "cpu";
        request.model.dtype = "fp32";
        request.model.threads = 1;
        request.suite = kTiny + "/where.jsonl";
        request.branches = {Branch::Base, Branch::Interwoven};
        request.limit = 40;
        return request;
    }

    TemporaryFolder workspace{"test-library"};
    TrainResult result;
};

std::unique_ptr<Trained> trained;

/// A copy of the trained workspace that a test may change.
struct Copy {
    Copy()
    {
        fs::copy(trained->workspace.path(), folder.path(),
            fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }

    TemporaryFolder folder{"test-library"};
    RunLibrary library{folder.path()};
    std::string id = trained->result.runId;
};

std::vector<int64_t> stepsOf(const RunRecord& record, const std::string& series)
{
    for (const MetricSeries& one : record.series)
        if (one.name == series)
            return one.steps;
    return {};
}

template <class Work>
ErrorCode codeOf(Work&& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal; // nothing was thrown
}

} // namespace

void TestRunLibrary::initTestCase()
{
    trained = std::make_unique<Trained>();
}

void TestRunLibrary::listsNoRunsInANewWorkspace()
{
    const TemporaryFolder workspace("test-library");
    QVERIFY(RunLibrary(workspace.path()).list().empty());
}

void TestRunLibrary::findsWhatWasTrained()
{
    const RunLibrary library(trained->workspace.path());
    const std::vector<StoredRun> runs = library.list();
    QCOMPARE(runs.size(), size_t{1});
    QCOMPARE(runs[0].summary.status, std::string("finished"));
    for (const std::string& name :
        {trained->result.runId, std::string("orrin"), trained->result.folder})
        QCOMPARE(library.find(name).summary.id, trained->result.runId);
    QCOMPARE(codeOf([&] { library.find("nobody"); }), ErrorCode::NotFound);
}

/// The last one is what the run ended with.
void TestRunLibrary::answersFromACheckpoint()
{
    const std::vector<RunCheckpoint> checkpoints
        = RunLibrary(trained->workspace.path()).checkpoints("orrin");
    QVERIFY(!checkpoints.empty());
    QCOMPARE(checkpoints.back().step, int64_t{2});
    Engine engine(trained->workspace.path());
    TraceRequest request;
    request.model = trained->evaluation().model;
    request.prompt = "Where is it? The dog sits in the garden.";
    request.sampling.maxNewTokens = 3;
    const Trace ended = engine.trace(request);
    request.model.adapter = checkpoints.back().folder;
    const Trace kept = engine.trace(request);
    QCOMPARE(kept.gateHash, ended.gateHash);
    QCOMPARE(kept.answer.size(), ended.answer.size());
    QCOMPARE(kept.answer[0].gateMean, ended.answer[0].gateMean);
}

void TestRunLibrary::keepsSamplesAndEvaluations()
{
    const RunRecord record = RunLibrary(trained->workspace.path()).record("orrin");
    QCOMPARE(stepsOf(record, "loss"), (std::vector<int64_t>{1, 2}));
    QCOMPARE(stepsOf(record, "eval.facts.EM"), (std::vector<int64_t>{0, 2}));
    QCOMPARE(record.samples.size(), size_t{1});
    QCOMPARE(record.samples[0].answers.size(), size_t{3});
    QVERIFY(record.samples[0].trace.has_value());
    QCOMPARE(
        record.samples[0].trace->answer.size(), record.samples[0].answers[2].generation.ids.size());
    size_t base = 0;
    for (const StoredEvaluation& evaluation : record.evaluations) {
        const TaskResult& result = evaluation.result;
        base += result.branch == "base" ? 1 : 0;
        QCOMPARE(evaluation.step, std::optional<int64_t>(result.branch == "base" ? 0 : 2));
        QCOMPARE(result.predictions.size() + result.texts.size() + result.choices.size(),
            static_cast<size_t>(result.score.rows));
    }
    QCOMPARE(record.evaluations.size(), size_t{10}); // five tasks, before and after
    QCOMPARE(base, size_t{5});
    QVERIFY(fs::exists(fs::path(trained->result.folder) / "trainer_log.jsonl"));
    QVERIFY(!fs::is_empty(fs::path(trained->result.folder) / "tensorboard"));
}

void TestRunLibrary::showsWhatWasForgotten()
{
    const RunLibrary library(trained->workspace.path());
    const ForgettingView view = library.forgetting({"orrin"});
    QCOMPARE(view.voices.size(), size_t{2});
    QCOMPARE(view.voices[1].run, trained->result.runId);
    QVERIFY(view.voices[1].own);
    QCOMPARE(view.tasks.size(), size_t{5});
    QCOMPARE(view.suites, std::vector<std::string>{"suite"});
    QCOMPARE(view.outcomes.size(), size_t{1});
    QCOMPARE(view.outcomes[0].changes.size(), size_t{5}); // the rows were there
    QVERIFY(view.outcomes[0].crossEntropyRise.has_value());

    const std::vector<LearningPoint> points = library.learningPoints();
    QCOMPARE(points.size(), size_t{1});
    QVERIFY(points[0].measured && points[0].trained && points[0].siamese);
    QCOMPARE(points[0].suite, kTiny + "/suite.yaml");
    QVERIFY(points[0].figures.learned.has_value());
}

/// Cut short in the middle, then asked again: the same figures, and what was done is not done
/// again.
void TestRunLibrary::keepsWhatAnotherProgramMeasured()
{
    Copy copy;
    TaskResult result;
    result.task = "arc_easy";
    result.file = "lm-evaluation-harness";
    result.branch = "tuned";
    result.score.rows = 200;
    result.score.metrics = {{"acc", {0.6, 0.55, 0.65}, "stderr", {}}};
    const auto added = [&] {
        std::vector<StoredEvaluation> found = copy.library.evaluations(copy.id);
        std::erase_if(
            found, [](const StoredEvaluation& stored) { return stored.result.task != "arc_easy"; });
        return found;
    };
    copy.library.addEvaluations("orrin", {result});
    QCOMPARE(added().size(), size_t{1});
    QCOMPARE(added()[0].result.score.rows, int64_t{200});
    result.score.metrics[0].estimate.value = 0.61;
    copy.library.addEvaluations("orrin", {result}); // takes the place of the first
    QCOMPARE(added().size(), size_t{1});
    QCOMPARE(added()[0].result.score.metrics.at(0).estimate.value, 0.61);
    result.branch = "base";
    copy.library.addEvaluations("orrin", {result});
    QCOMPARE(added().size(), size_t{2});
    copy.library.report({"orrin"}, copy.folder.path() / "report.html"); // without rows to pair
    QCOMPARE(codeOf([&] { copy.library.addEvaluations("nobody", {result}); }), ErrorCode::NotFound);
}

void TestRunLibrary::goesOnWithAnEvaluation()
{
    const Copy copy;
    Engine engine(copy.folder.path());
    EvaluateRequest request = trained->evaluation();
    const auto whole = engine.evaluate(request);
    QCOMPARE(whole[0].rowsFromLog, int64_t{0});

    std::stop_source stop;
    const auto cut = [&](const EvaluationProgress& progress) {
        if (progress.done > 0)
            stop.request_stop();
    };
    request.limit = 200; // several batches
    QCOMPARE(
        codeOf([&] { engine.evaluate(request, cut, stop.get_token()); }), ErrorCode::Cancelled);
    const auto resumed = engine.evaluate(request);
    QVERIFY(resumed[0].rowsFromLog > 0 && resumed[0].rowsFromLog < 200);
    const auto again = engine.evaluate(request); // the one before is finished
    for (size_t i = 0; i < again.size(); ++i) {
        QCOMPARE(again[i].rowsFromLog, int64_t{0});
        QCOMPARE(resumed[i].score.metrics[0].rows, again[i].score.metrics[0].rows);
    }
    const RunRecord record = copy.library.record(copy.id);
    QCOMPARE(record.evaluations.size(), size_t{10 + 3 * 2});
    QCOMPARE(record.evaluations.back().result.predictions.size(), size_t{200});
    QVERIFY(!record.evaluations.back().step);
}

void TestRunLibrary::renamesTagsAndNotes()
{
    Copy copy;
    copy.library.rename("orrin", "beacon");
    copy.library.tag("beacon", "best");
    copy.library.tag("beacon", "old");
    copy.library.untag("beacon", "old");
    copy.library.setNotes("beacon", "rate 4e-3");
    const StoredRun run = RunLibrary(copy.folder.path()).find(copy.id);
    QCOMPARE(run.summary.name, std::string("beacon"));
    QCOMPARE(run.tags, std::vector<std::string>{"best"});
    QCOMPARE(run.notes, std::string("rate 4e-3"));
    QCOMPARE(codeOf([&] { copy.library.tag("beacon", ""); }), ErrorCode::InvalidArgument);
}

void TestRunLibrary::deletesAndRestores()
{
    Copy copy;
    const fs::path folder = copy.folder.path() / "runs" / copy.id;
    copy.library.tag(copy.id, "best");
    copy.library.remove("orrin");
    QVERIFY(copy.library.list().empty() && !fs::exists(folder));
    QCOMPARE(copy.library.listDeleted().size(), size_t{1});
    QCOMPARE(codeOf([&] { copy.library.find("orrin"); }), ErrorCode::NotFound);
    QCOMPARE(copy.library.restore("orrin"), copy.id);
    QVERIFY(fs::exists(folder / "adapter"));
    QCOMPARE(copy.library.find("orrin").tags, std::vector<std::string>{"best"});

    copy.library.remove("orrin");
    copy.library.purge("orrin");
    QVERIFY(copy.library.list().empty() && copy.library.listDeleted().empty());
    QVERIFY(!fs::exists(copy.folder.path() / "trash" / copy.id));
}

void TestRunLibrary::exportsAndImports()
{
    Copy copy;
    copy.library.tag("orrin", "best");
    const TemporaryFolder elsewhere("test-library");
    const fs::path exported = elsewhere.path() / "out";
    copy.library.exportTo("orrin", exported);
    QVERIFY(fs::exists(exported / "adapter" / "adapter_model.safetensors"));
    QVERIFY(!fs::exists(exported / "checkpoints"));
    QVERIFY(readFile(exported / "metrics.csv").starts_with("step,\""));
    QCOMPARE(codeOf([&] { copy.library.exportTo("orrin", exported); }), ErrorCode::InvalidArgument);

    RunLibrary other(elsewhere.path() / "workspace");
    QCOMPARE(other.importFrom(exported), copy.id);
    QCOMPARE(codeOf([&] { other.importFrom(exported); }), ErrorCode::InvalidArgument);
    const RunRecord record = other.record("orrin");
    QCOMPARE(record.run.tags, std::vector<std::string>{"best"});
    QCOMPARE(record.evaluations.size(), size_t{10});
    QCOMPARE(record.samples.size(), size_t{1});
    QVERIFY(!record.series.empty());
    QVERIFY(record.run.summary.folder.starts_with((elsewhere.path() / "workspace").string()));
}

void TestRunLibrary::refusesWhatIsTrained()
{
    Copy copy;
    const RunLock lock = Run::find(copy.folder.path(), copy.id).lock();
    QCOMPARE(codeOf([&] { copy.library.rename("orrin", "x"); }), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf([&] { copy.library.remove("orrin"); }), ErrorCode::InvalidArgument);
    QCOMPARE(copy.library.list().size(), size_t{1});
}

/// Only the folder came: its curves are in its log.
void TestRunLibrary::takesARunThatWasCopiedIn()
{
    const TemporaryFolder workspace("test-library");
    fs::create_directories(workspace.path() / "runs");
    fs::copy(
        trained->result.folder, workspace.path() / "runs" / "copied", fs::copy_options::recursive);
    const RunRecord record = RunLibrary(workspace.path()).record("orrin");
    QCOMPARE(stepsOf(record, "loss"), (std::vector<int64_t>{1, 2}));
    QVERIFY(record.evaluations.empty());
}

/// As a folder that was deleted while its run was being trained: no run of the workspace suffers.
void TestRunLibrary::livesWithAFolderWithoutItsRecipe()
{
    Copy copy;
    copy.library.tag(copy.id, "best"); // the store knows this folder now
    const fs::path folder = copy.folder.path() / "runs" / copy.id;
    const auto statusOf
        = [&](const std::string& id) { return copy.library.find(id).summary.status; };
    fs::copy(folder, copy.folder.path() / "runs" / "unknown", fs::copy_options::recursive);
    const fs::path info = copy.folder.path() / "runs" / "unknown" / "run.json";
    std::string json = readFile(info);
    json.replace(json.find(copy.id), copy.id.size(), "unknown");
    writeFileAtomically(info, json);
    QCOMPARE(statusOf("unknown"), std::string("finished"));
    fs::remove(info.parent_path() / "recipe.yaml");
    QCOMPARE(copy.library.list().size(), size_t{1});
    QCOMPARE(statusOf(copy.id), std::string("finished"));
    fs::remove(folder / "recipe.yaml");
    QCOMPARE(statusOf(copy.id), std::string("missing"));
}
