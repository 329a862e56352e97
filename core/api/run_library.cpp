// SPDX-License-Identifier: Apache-2.0
#include "core/api/run_library.h"

#include "core/api/guarded.h"
#include "core/api/keep_run.h"
#include "core/api/run_summary.h"
#include "core/store/run_store.h"
#include "core/support/error.h"
#include "core/support/time_text.h"
#include "core/train/run.h"
#include "core/train/train_checkpoint.h"

#include <algorithm>
#include <functional>
#include <map>

namespace interweave {

namespace fs = std::filesystem;

namespace {

fs::path trashOf(const fs::path& workspace)
{
    return workspace / "trash";
}

bool isBlend(const StoredEvaluation& evaluation)
{
    return evaluation.origin.blend.kind != Blend::Kind::None;
}

/// The store's knowledge of a run whose folder says the rest.
StoredRun described(const Run& run, const std::map<std::string, StoredRun>& stored)
{
    const auto known = stored.find(run.info().id);
    StoredRun described = known == stored.end() ? StoredRun{} : known->second;
    described.summary = summarise(run);
    return described;
}

std::map<std::string, StoredRun> byId(std::vector<StoredRun> runs)
{
    std::map<std::string, StoredRun> map;
    for (StoredRun& run : runs)
        map.emplace(run.summary.id, std::move(run));
    return map;
}

/// A run that is known to the store only, or lies outside the workspace.
StoredRun elsewhere(StoredRun run)
{
    try {
        run.summary = summarise(Run::open(run.summary.folder));
    } catch (const Error&) {
        run.summary.status = "missing";
    }
    return run;
}

/// The one that is meant, of those that have this id or name.
StoredRun chosen(const std::vector<StoredRun>& runs, const std::string& wanted,
    const std::string& kind, const fs::path& workspace)
{
    std::vector<StoredRun> found;
    for (const StoredRun& run : runs) {
        if (run.summary.id == wanted)
            return run;
        if (run.summary.name == wanted)
            found.push_back(run);
    }
    if (found.empty())
        throw Error(ErrorCode::NotFound, wanted,
            "is no " + kind + ": neither a run's folder nor the id or name of one in "
                + workspace.string());
    if (found.size() > 1) {
        std::string ids;
        for (const StoredRun& run : found)
            ids += (ids.empty() ? "" : ", ") + run.summary.id;
        throw Error(
            ErrorCode::InvalidArgument, wanted, "is the name of several runs; say which: " + ids);
    }
    return found.front();
}

/// A rename where it can be one: the trash lies on the workspace's file system.
void move(const fs::path& from, const fs::path& to)
{
    fs::create_directories(to.parent_path());
    fs::rename(from, to);
}

} // namespace

RunLibrary::RunLibrary(fs::path workspace)
    : m_workspace(std::move(workspace))
{
}

std::vector<StoredRun> RunLibrary::list() const
{
    return guarded([&] {
        const RunStore store(m_workspace);
        std::map<std::string, StoredRun> stored = byId(store.runs());
        const std::map<std::string, StoredRun> deleted = byId(store.runs(true));
        std::vector<StoredRun> runs;
        for (const Run& run : Run::list(m_workspace)) {
            if (deleted.contains(run.info().id))
                continue;
            try {
                runs.push_back(described(run, stored));
            } catch (const Error&) {
                continue; // a folder without its recipe: the store's knowledge is all there is
            }
            stored.erase(run.info().id);
        }
        for (auto& [id, run] : stored)
            runs.push_back(elsewhere(std::move(run)));
        std::ranges::sort(runs, {}, [](const StoredRun& run) { return run.summary.id; });
        return runs;
    });
}

std::vector<StoredRun> RunLibrary::listDeleted() const
{
    return guarded([&] { return RunStore(m_workspace).runs(true); });
}

StoredRun RunLibrary::find(const std::string& wanted) const
{
    return guarded([&] {
        if (fs::exists(fs::path(wanted) / "run.json")) {
            RunStore store(m_workspace);
            return described(Run::open(wanted), byId(store.runs()));
        }
        return chosen(list(), wanted, "run", m_workspace);
    });
}

std::vector<std::string> RunLibrary::seriesNames(const std::string& wanted) const
{
    return guarded([&] {
        RunStore store(m_workspace);
        return store.seriesNames(idOf(store, wanted));
    });
}

MetricSeries RunLibrary::series(const std::string& wanted, const std::string& name) const
{
    return guarded([&] {
        RunStore store(m_workspace);
        return store.series(idOf(store, wanted), name);
    });
}

std::vector<StoredEvaluation> RunLibrary::evaluations(const std::string& wanted) const
{
    return guarded([&] {
        RunStore store(m_workspace);
        std::vector<StoredEvaluation> evaluations = store.evaluations(idOf(store, wanted), false);
        std::erase_if(evaluations, isBlend);
        return evaluations;
    });
}

std::vector<StoredEvaluation> RunLibrary::blends(const std::string& wanted) const
{
    return guarded([&] {
        RunStore store(m_workspace);
        std::vector<StoredEvaluation> blends = store.evaluations(idOf(store, wanted), false);
        std::erase_if(blends, std::not_fn(isBlend));
        return blends;
    });
}

std::vector<StoredSample> RunLibrary::samples(const std::string& wanted) const
{
    return guarded([&] {
        RunStore store(m_workspace);
        return store.samples(idOf(store, wanted));
    });
}

std::vector<RunCheckpoint> RunLibrary::checkpoints(const std::string& wanted) const
{
    return guarded([&] {
        std::vector<RunCheckpoint> checkpoints;
        const Run run = Run::find(m_workspace, wanted);
        for (const fs::path& folder : listCheckpoints(run.checkpoints()))
            checkpoints.push_back({checkpointStep(folder), folder.string()});
        return checkpoints;
    });
}

/// An id that the store knows costs no look at any folder.
std::string RunLibrary::idOf(RunStore& store, const std::string& wanted) const
{
    return store.knows(wanted) ? wanted : keptId(store, find(wanted));
}

RunRecord RunLibrary::record(const std::string& wanted) const
{
    return guarded([&] {
        RunRecord record;
        record.run = find(wanted);
        RunStore store(m_workspace);
        const std::string& id = record.run.summary.id;
        if (record.run.summary.status != "missing")
            keepRun(store, Run::open(record.run.summary.folder));
        for (const std::string& name : store.seriesNames(id))
            record.series.push_back(store.series(id, name));
        for (StoredEvaluation& evaluation : store.evaluations(id, true))
            (isBlend(evaluation) ? record.blends : record.evaluations)
                .push_back(std::move(evaluation));
        record.samples = store.samples(id);
        return record;
    });
}

void RunLibrary::rename(const std::string& wanted, const std::string& name)
{
    guarded([&] {
        Run run = Run::open(find(wanted).summary.folder);
        const RunLock lock = run.lock();
        RunInfo info = run.info();
        info.name = name;
        run.update(info);
        RunStore store(m_workspace);
        keepRun(store, run);
    });
}

void RunLibrary::tag(const std::string& wanted, const std::string& tag)
{
    guarded([&] {
        if (tag.empty())
            throw Error(ErrorCode::InvalidArgument, "tag", "is empty");
        RunStore store(m_workspace);
        store.tag(keptId(store, find(wanted)), tag);
    });
}

void RunLibrary::untag(const std::string& wanted, const std::string& tag)
{
    guarded([&] {
        RunStore store(m_workspace);
        store.untag(keptId(store, find(wanted)), tag);
    });
}

void RunLibrary::setNotes(const std::string& wanted, const std::string& notes)
{
    guarded([&] {
        RunStore store(m_workspace);
        store.setNotes(keptId(store, find(wanted)), notes);
    });
}

std::string RunLibrary::remove(const std::string& wanted)
{
    return guarded([&] {
        const StoredRun run = find(wanted);
        RunStore store(m_workspace);
        const std::string id = keptId(store, run);
        std::optional<RunLock> lock;
        if (run.summary.status != "missing")
            lock.emplace(Run::open(run.summary.folder).lock());
        // First the word, then the folder: a kill between the two leaves a deleted run.
        store.setDeleted(id, isoUtc());
        std::error_code none; // a missing folder is nowhere
        if (fs::equivalent(fs::path(run.summary.folder).parent_path(), m_workspace / "runs", none))
            move(run.summary.folder, trashOf(m_workspace) / id);
        return id;
    });
}

std::string RunLibrary::restore(const std::string& wanted)
{
    return guarded([&] {
        const std::string id = chosen(listDeleted(), wanted, "deleted run", m_workspace).summary.id;
        if (fs::exists(trashOf(m_workspace) / id))
            move(trashOf(m_workspace) / id, m_workspace / "runs" / id);
        RunStore(m_workspace).setDeleted(id, {});
        return id;
    });
}

void RunLibrary::purge(const std::string& wanted)
{
    guarded([&] {
        const std::string id = chosen(listDeleted(), wanted, "deleted run", m_workspace).summary.id;
        fs::remove_all(trashOf(m_workspace) / id);
        RunStore(m_workspace).purge(id);
    });
}

void RunLibrary::removeSample(const std::string& id)
{
    guarded([&] { RunStore(m_workspace).removeSample(id); });
}

} // namespace interweave
