// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_library.h"

#include "core/support/error.h"
#include "tests/ui/support/fake_engine.h"

#include <algorithm>
#include <cmath>

namespace interweave::ui {

FakeLibrary::FakeLibrary(std::shared_ptr<FakeWorkspace> workspace)
    : RunLibrary("/nowhere")
    , m_workspace(std::move(workspace))
{
}

void FakeLibrary::check() const
{
    if (m_workspace->fail)
        throw Error(ErrorCode::Io, "/nowhere/interweave.db", "cannot be read");
}

StoredRun& FakeLibrary::at(const std::string& run)
{
    check();
    for (StoredRun& one : m_workspace->runs)
        if (one.summary.id == run || one.summary.name == run)
            return one;
    throw Error(ErrorCode::NotFound, run, "is no run");
}

std::vector<StoredRun> FakeLibrary::list() const
{
    check();
    return m_workspace->runs;
}

std::vector<StoredRun> FakeLibrary::listDeleted() const
{
    check();
    return m_workspace->deleted;
}

StoredRun FakeLibrary::find(const std::string& run) const
{
    return const_cast<FakeLibrary*>(this)->at(run);
}

std::vector<std::string> FakeLibrary::seriesNames(const std::string& run) const
{
    check();
    std::vector<std::string> names;
    for (const MetricSeries& one : m_workspace->series[run])
        names.push_back(one.name);
    return names;
}

MetricSeries FakeLibrary::series(const std::string& run, const std::string& name) const
{
    check();
    for (const MetricSeries& one : m_workspace->series[run])
        if (one.name == name)
            return one;
    return {name, {}, {}};
}

std::vector<StoredEvaluation> FakeLibrary::evaluations(const std::string& run) const
{
    check();
    return m_workspace->evaluations[run];
}

std::vector<StoredEvaluation> FakeLibrary::blends(const std::string& run) const
{
    check();
    return m_workspace->blends[run];
}

std::vector<StoredSample> FakeLibrary::samples(const std::string& run) const
{
    check();
    return m_workspace->samples[run];
}

std::vector<RunCheckpoint> FakeLibrary::checkpoints(const std::string& run) const
{
    check();
    return m_workspace->checkpoints[run];
}

RunRecord FakeLibrary::record(const std::string& run) const
{
    const StoredRun found = find(run);
    const std::string& id = found.summary.id;
    return {found, m_workspace->series[id], m_workspace->evaluations[id], m_workspace->blends[id],
        m_workspace->samples[id]};
}

void FakeLibrary::rename(const std::string& run, const std::string& name)
{
    at(run).summary.name = name;
}

void FakeLibrary::tag(const std::string& run, const std::string& tag)
{
    at(run).tags.push_back(tag);
}

void FakeLibrary::untag(const std::string& run, const std::string& tag)
{
    std::erase(at(run).tags, tag);
}

void FakeLibrary::setNotes(const std::string& run, const std::string& notes)
{
    at(run).notes = notes;
}

std::string FakeLibrary::remove(const std::string& run)
{
    const StoredRun removed = at(run);
    m_workspace->deleted.push_back(removed);
    std::erase_if(m_workspace->runs,
        [&](const StoredRun& one) { return one.summary.id == removed.summary.id; });
    return removed.summary.id;
}

std::string FakeLibrary::restore(const std::string& deletedRun)
{
    check();
    const auto found = std::find_if(m_workspace->deleted.begin(), m_workspace->deleted.end(),
        [&](const StoredRun& one) { return one.summary.id == deletedRun; });
    if (found == m_workspace->deleted.end())
        throw Error(ErrorCode::NotFound, deletedRun, "is no deleted run");
    m_workspace->runs.push_back(*found);
    m_workspace->deleted.erase(found);
    return deletedRun;
}

void FakeLibrary::purge(const std::string& deletedRun)
{
    check();
    std::erase_if(
        m_workspace->deleted, [&](const StoredRun& one) { return one.summary.id == deletedRun; });
}

void FakeLibrary::exportTo(const std::string&, const std::filesystem::path& folder, bool) const
{
    check();
    m_workspace->written.push_back(folder.string());
}

std::string FakeLibrary::importFrom(const std::filesystem::path& folder)
{
    check();
    return folder.filename().string();
}

void FakeLibrary::removeSample(const std::string& id)
{
    check();
    for (auto& [run, samples] : m_workspace->samples)
        std::erase_if(samples, [&](const StoredSample& sample) { return sample.id == id; });
}

void FakeLibrary::report(
    const std::vector<std::string>&, const std::filesystem::path& file, const std::string&) const
{
    check();
    m_workspace->written.push_back(file.string());
}

void addFakeRun(FakeWorkspace& workspace, const std::string& id, const std::string& name,
    bool siamese, int64_t points)
{
    StoredRun run;
    run.summary.id = id;
    run.summary.name = name;
    run.summary.status = "finished";
    run.summary.created = "2026-11-24T10:00:00Z";
    run.summary.folder = "/nowhere/runs/" + id;
    run.summary.model = "/models/smollm2";
    run.summary.adapterFolder = run.summary.folder + "/adapter";
    run.summary.step = run.summary.steps = points;
    run.summary.examples = 1600;
    run.summary.trainedParameters = 921'600;
    run.summary.dtype = "bf16";
    run.summary.recipe = std::string("model: /models/smollm2\nmethod:\n  peft: lora\n  siamese: ")
        + (siamese ? "true" : "false") + "\ntrain:\n  learning_rate: 0.001\n  seed: 2024\n";
    workspace.runs.push_back(run);

    const auto add = [&](const char* series, auto valueAt) {
        MetricSeries one{series, {}, {}};
        for (int64_t step = 1; step <= points; ++step) {
            one.steps.push_back(step);
            one.values.push_back(valueAt(static_cast<double>(step)));
        }
        workspace.series[id].push_back(std::move(one));
    };
    const double end = static_cast<double>(points);
    add("loss",
        [=](double s) { return 0.3 + 2.7 * std::exp(-6.0 * s / end) + 0.05 * std::sin(s); });
    add("learning_rate", [=](double s) { return 1e-3 * (1.0 - s / end); });
    add("tokens_per_second", [](double s) { return 600.0 + 20.0 * std::sin(s); });
    if (siamese)
        add("gate_mean", [=](double s) { return 0.5 + 0.1 * s / end; });

    for (const auto& [task, base, own] :
        {std::tuple{"facts", 0.98, siamese ? 0.93 : 0.12}, std::tuple{"where", 0.0, 1.0}})
        for (const auto& [branch, value] :
            {std::pair{"base", base}, std::pair{siamese ? "interwoven" : "tuned", own}}) {
            StoredEvaluation evaluation;
            evaluation.id = id + task + branch;
            evaluation.origin.run = id;
            evaluation.origin.model = run.summary.model;
            evaluation.created = "2026-11-24T10:10:00Z";
            evaluation.finished = true;
            evaluation.result = fakeTaskResult(task, branch, value);
            workspace.evaluations[id].push_back(std::move(evaluation));
        }
}

} // namespace interweave::ui
