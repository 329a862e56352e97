// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"

#include "core/api/demonstration.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"

#include "suites.h"

#include <QtTest>

using namespace interweave;

void TestEngine::describesAModel()
{
    const TemporaryFolder workspace("test-engine");
    Engine engine(workspace.path());
    ModelRef ref;
    ref.path = INTERWEAVE_FIXTURES "/models/llama3";
    ref.device = "cpu";
    ref.dtype = "bf16";
    const ModelInfo info = engine.info(ref);
    QCOMPARE(info.family, std::string("llama"));
    QVERIFY(info.unsupported.empty());
    QCOMPARE(info.layers, 2);
    QCOMPARE(info.hidden, 64);
    QCOMPARE(info.vocabulary, 128);
    QVERIFY(info.tokenizer.empty());
    QCOMPARE(info.weightBytes, 2 * info.parameters);
    QCOMPARE(info.cacheBytesPerToken,
        2 * 2 * 2 * 16 * 2); // keys and values, layers, heads, width, bytes
}

void TestEngine::saysWhatIsNeitherModelNorRun()
{
    const TemporaryFolder workspace("test-engine");
    Engine engine(workspace.path());
    ModelRef ref;
    ref.path = "no-such-thing";
    try {
        engine.info(ref);
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::NotFound);
        QCOMPARE(error.where(), std::string("no-such-thing"));
    }
}

namespace {

ModelRef modelOf(const std::string& path)
{
    ModelRef ref;
    ref.path = path;
    return ref;
}

std::string learned(const std::string& folder, const char* file)
{
    return readFile(std::filesystem::path(folder) / "adapter" / file);
}

} // namespace

/// Short requests are served by the run as it is, by another adapter, and refused for another
/// model; none of them changes what is learned.
void TestEngine::answersWhileItTrains()
{
    const TemporaryFolder workspace("test-engine");
    Engine engine(workspace.path());
    const std::string recipe = unpackDemonstration(workspace.path()).imsmRecipe;
    const TrainRequest request{recipe, {},
        {"train.max_steps=4", "train.warmup_steps=1", "train.batch_size=4",
            "train.gradient_accumulation=2", "eval.suite=\"\"", "samples.prompts=[]"}};
    const TrainResult alone = engine.train(request);
    QCOMPARE(alone.status, TrainStatus::Finished);

    std::string run;
    int asked = 0;
    std::vector<std::string> adapters;
    TrainCallbacks callbacks;
    callbacks.begun = [&](const std::string& id, const std::string& name) {
        run = id;
        QCOMPARE(name, std::string("tiny-imsm"));
    };
    callbacks.betweenMicroBatches = [&] {
        ++asked;
        TraceRequest trace{modelOf(run), "What is the capital of Norway?", {}, {}, 3, false, {}};
        trace.sampling.maxNewTokens = 4;
        adapters.push_back(engine.trace(trace).adapterHash);
        CompareRequest finished{modelOf(alone.runId), "Where is it?", {}, false, {}};
        finished.sampling.maxNewTokens = 4;
        QCOMPARE(engine.compare(finished).base.ids.size(), size_t(4));
        GenerateRequest other{
            modelOf(INTERWEAVE_FIXTURES "/tensorio/llama.gguf"), "a", {}, {}, false, {}};
        QVERIFY_EXCEPTION_THROWN(engine.generate(other), Error);
    };
    const TrainResult watched = engine.train(request, callbacks);
    QCOMPARE(watched.status, TrainStatus::Finished);
    QCOMPARE(asked, 8);
    QVERIFY(adapters.front() != adapters.back()); // the adapter as it was
    for (const char* file : {"adapter_model.safetensors", "imsm_gate.safetensors"})
        QVERIFY(learned(alone.folder, file) == learned(watched.folder, file));
    TraceRequest after{modelOf(run), "What is the capital of Norway?", {}, {}, 3, false, {}};
    after.sampling.maxNewTokens = 4;
    QVERIFY(!engine.trace(after).answer.empty()); // packed again, from the run's folder
}

/// A text that is no task of the suite, measured from the base on, and a run that goes back to
/// where it had not yet lost too much of it.
void TestEngine::keepsAForgettingBudget()
{
    const TemporaryFolder workspace("test-engine");
    Engine engine(workspace.path());
    const std::string recipe = unpackDemonstration(workspace.path()).imsmRecipe;
    const std::string text = std::filesystem::path(recipe).parent_path() / "stories.jsonl";
    const TrainRequest request{recipe, {},
        {"train.max_steps=6", "train.warmup_steps=1", "train.batch_size=4",
            "train.gradient_accumulation=1", "train.learning_rate=0.05", "train.schedule=constant",
            "eval.suite=\"\"", "eval.every=2", "eval.limit=4", "samples.prompts=[]",
            "budget.text=" + text, "budget.allowed=0.02", "budget.action=roll_back"}};
    std::vector<WatchedScores> watched;
    std::vector<std::string> warnings;
    TrainCallbacks callbacks;
    callbacks.watched = [&](const WatchedScores& scores) { watched.push_back(scores); };
    callbacks.log = [&](LogLevel level, std::string_view line) {
        if (level == LogLevel::Warning)
            warnings.emplace_back(line);
    };
    const TrainResult result = engine.train(request, callbacks);
    QCOMPARE(result.status, TrainStatus::Finished);
    QVERIFY(result.step < result.steps);
    QCOMPARE(watched.front().step, 0);
    QCOMPARE(watched.back().step, result.step);
    QCOMPARE(watched.back().retention.at(0).task, std::string("forgetting-budget"));
    QVERIFY(watched.back().retention.at(0).change.value > 0.02);
    QCOMPARE(warnings.size(), size_t{1});
    QVERIFY(warnings[0].find("the forgetting budget is broken at step") != std::string::npos);
    const std::string info = readFile(std::filesystem::path(result.folder) / "run.json");
    QVERIFY(info.find("\"end_step\": " + std::to_string(watched[watched.size() - 2].step))
        != std::string::npos);
}

/// A run is not continued where its watched suite has changed, the suite's own file or a task's.
void TestEngine::knowsTheFilesOfItsSuite()
{
    const TemporaryFolder workspace("test-engine");
    Engine engine(workspace.path());
    const std::string recipe = unpackDemonstration(workspace.path()).imsmRecipe;
    const std::filesystem::path folder = std::filesystem::path(recipe).parent_path();
    const std::filesystem::path suite = folder / "own.yaml";
    const std::filesystem::path rows = folder / "own.jsonl";
    writeFileAtomically(suite, "tasks:\n  - file: own.jsonl\n");
    writeFileAtomically(rows, "{\"input\": \"a\", \"output\": \"b\"}\n");
    const TrainRequest request{recipe, {},
        {"train.max_steps=2", "train.warmup_steps=1", "train.batch_size=4",
            "eval.suite=" + suite.string(), "samples.prompts=[]"}};
    TrainControl control;
    control.stop();
    const TrainResult stopped = engine.train(request, {}, &control);
    QCOMPARE(stopped.status, TrainStatus::Stopped);
    const TrainRequest again{{}, stopped.runId, {}};
    for (const std::filesystem::path& file : {suite, rows}) {
        const std::string before = readFile(file);
        writeFileAtomically(file, before + "\n");
        try {
            engine.train(again);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.where(), file.string());
        }
        writeFileAtomically(file, before);
    }
    QCOMPARE(engine.train(again).status, TrainStatus::Finished);
}
