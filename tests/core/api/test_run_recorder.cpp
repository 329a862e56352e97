// SPDX-License-Identifier: Apache-2.0
#include "core/api/run_recorder.h"
#include "core/store/run_store.h"
#include "core/support/atomic_file.h"
#include "core/support/temporary_folder.h"
#include "core/train/run.h"

#include "suites.h"

#include <QtTest>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

TrainProgress progressAt(int64_t step, double loss)
{
    TrainProgress progress;
    progress.step = step;
    progress.loss = loss;
    return progress;
}

RunInfo infoAt(const Run& run, int64_t step)
{
    RunInfo info = run.info();
    info.step = step;
    return info;
}

} // namespace

void TestRunRecorder::keepsStepsAndStatus()
{
    const TemporaryFolder workspace("test-recorder");
    Recipe recipe;
    recipe.name = "orrin";
    Run run = Run::create(workspace.path(), recipe, {});
    RunRecorder recorder(workspace.path(), {});
    recorder.runChanged(run);
    recorder.progress(progressAt(1, 3.0));
    recorder.progress(progressAt(2, 2.0));
    RunInfo info = infoAt(run, 2);
    info.status = TrainStatus::Finished;
    run.update(info);
    recorder.runChanged(run);

    const RunStore store(workspace.path());
    const std::vector<StoredRun> runs = store.runs();
    QCOMPARE(runs.size(), size_t{1});
    QCOMPARE(runs[0].summary.name, std::string("orrin"));
    QCOMPARE(runs[0].summary.status, std::string("finished"));
    QCOMPARE(runs[0].summary.step, int64_t{2});
    const MetricSeries loss = store.series(run.info().id, "loss");
    QCOMPARE(loss.steps, (std::vector<int64_t>{1, 2}));
    QCOMPARE(loss.values, (std::vector<double>{3.0, 2.0}));
}

/// The killed process wrote steps 1, 2 and 5 into the store; its log, cut to the checkpoint by the
/// trainer, holds 1 … 4.
void TestRunRecorder::bringsAResumedRunInLineWithItsLog()
{
    const TemporaryFolder workspace("test-recorder");
    Run run = Run::create(workspace.path(), {}, {});
    {
        RunStore store(workspace.path());
        RunSummary summary;
        summary.id = run.info().id;
        store.record(summary);
        store.addPoints(run.info().id,
            std::vector<MetricPoint>{{"loss", 1, 1.0}, {"loss", 2, 2.0}, {"loss", 5, 0.0}});
    }
    writeFileAtomically(run.logFile(),
        "{\"current_steps\":1,\"loss\":1.0}\n{\"current_steps\":2,\"loss\":2.0}\n"
        "{\"current_steps\":3,\"loss\":3.0,\"bad_lines\":[7]}\n"
        "{\"current_steps\":4,\"loss\":4.0}\n");
    run.update(infoAt(run, 4));

    RunRecorder recorder(workspace.path(), {});
    recorder.runChanged(run);
    recorder.progress(progressAt(5, 5.0));
    recorder.runChanged(run);
    const MetricSeries loss = RunStore(workspace.path()).series(run.info().id, "loss");
    QCOMPARE(loss.steps, (std::vector<int64_t>{1, 2, 3, 4, 5}));
    QCOMPARE(loss.values, (std::vector<double>{1.0, 2.0, 3.0, 4.0, 5.0}));
}

void TestRunRecorder::goesOnWithoutAStore()
{
    const TemporaryFolder workspace("test-recorder");
    const Run run = Run::create(workspace.path(), {}, {});
    writeFileAtomically(workspace.path() / "interweave.db", std::string(5000, 'x'));
    int warnings = 0;
    RunRecorder recorder(workspace.path(), [&](LogLevel, std::string_view) { ++warnings; });
    for (int64_t step = 1; step < 4; ++step) {
        recorder.runChanged(run);
        recorder.progress(progressAt(step, 1.0));
    }
    QCOMPARE(warnings, 1);
}
