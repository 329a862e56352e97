// SPDX-License-Identifier: Apache-2.0
#include "core/api/guarded.h"
#include "core/api/keep_run.h"
#include "core/api/run_library.h"
#include "core/store/run_store.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/file_name.h"
#include "core/train/run.h"

#include <cmath>
#include <cstdio>
#include <map>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr const char* kStoreFolder = "store"; // of an exported run: a workspace of one run

/// Files and folders without links, which could lead out of a folder that came from elsewhere.
void copyFolder(const fs::path& from, const fs::path& to, bool withCheckpoints)
{
    for (const auto& entry : fs::directory_iterator(from)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_symlink() || name == "lock" || name == kStoreFolder
            || (name == "checkpoints" && !withCheckpoints))
            continue;
        fs::copy(
            entry.path(), to / name, fs::copy_options::recursive | fs::copy_options::skip_symlinks);
    }
}

std::string numberText(double value)
{
    if (!std::isfinite(value))
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}

/// step,loss,…: a row for each step at which something is known. Names come from tasks: quoted.
std::string csvOf(const std::vector<MetricSeries>& series)
{
    std::map<int64_t, std::vector<double>> rows;
    for (size_t column = 0; column < series.size(); ++column)
        for (size_t i = 0; i < series[column].steps.size(); ++i) {
            auto& row = rows.try_emplace(series[column].steps[i], series.size(), NAN).first->second;
            row[column] = series[column].values[i];
        }
    std::string csv = "step";
    for (const MetricSeries& one : series) {
        csv += ",\"";
        for (const char c : one.name)
            csv += c == '"' ? "\"\"" : std::string(1, c);
        csv += '"';
    }
    csv += '\n';
    for (const auto& [step, values] : rows) {
        csv += std::to_string(step);
        for (const double value : values)
            csv += ',' + numberText(value);
        csv += '\n';
    }
    return csv;
}

} // namespace

void RunLibrary::exportTo(
    const std::string& wanted, const fs::path& folder, bool withCheckpoints) const
{
    guarded([&] {
        const StoredRun run = find(wanted);
        if (fs::exists(folder))
            throw Error(ErrorCode::InvalidArgument, folder.string(), "is there already");
        RunStore store(m_workspace);
        const std::string id = keptId(store, run);
        AtomicFolder target(folder);
        if (run.summary.status != "missing")
            copyFolder(run.summary.folder, target.path(), withCheckpoints);
        RunStore(target.path() / kStoreFolder).copyRun(m_workspace, id);
        std::vector<MetricSeries> series;
        for (const std::string& name : store.seriesNames(id))
            series.push_back(store.series(id, name));
        writeFileAtomically(target.path() / "metrics.csv", csvOf(series));
        target.commit();
    });
}

void RunLibrary::addEvaluations(const std::string& wanted, const std::vector<TaskResult>& results)
{
    guarded([&] {
        const RunSummary run = find(wanted).summary;
        RunStore store(m_workspace);
        const std::string id = idOf(store, wanted);
        for (const TaskResult& result : results) {
            ResultOrigin origin;
            origin.run = id;
            origin.model = run.model;
            const StoredEvaluationKey key{
                std::move(origin), {}, result.task, result.file, parseBranch(result.branch)};
            store.finish(store.openEvaluation(key, true), result);
        }
    });
}

std::string RunLibrary::importFrom(const fs::path& folder)
{
    return guarded([&] {
        const std::string id = Run::open(folder).info().id;
        if (!isPlainFileName(id))
            throw Error(ErrorCode::CorruptData, (folder / "run.json").string(),
                "the run's id cannot be a folder's name");
        const fs::path target = m_workspace / "runs" / id;
        RunStore store(m_workspace);
        for (const StoredRun& deleted : store.runs(true))
            if (deleted.summary.id == id)
                throw Error(ErrorCode::InvalidArgument, id,
                    "is in the trash; bring it back with: interweave runs restore " + id);
        if (fs::exists(target))
            throw Error(ErrorCode::InvalidArgument, target.string(), "is there already");
        fs::create_directories(target.parent_path());
        AtomicFolder copy(target);
        copyFolder(folder, copy.path(), true);
        if (fs::exists(folder / kStoreFolder / "interweave.db")) {
            // A copy: an older schema is brought up to date, and what came from elsewhere stays as
            // it was.
            const fs::path stored = copy.path() / kStoreFolder;
            fs::copy(folder / kStoreFolder, stored, fs::copy_options::recursive);
            (void)RunStore(stored);
            store.copyRun(stored, id);
            fs::remove_all(stored);
        }
        copy.commit();
        return keepRun(store, Run::open(target));
    });
}

} // namespace interweave
