// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_library.h"

#include <map>
#include <memory>
#include <mutex>

namespace interweave::ui {

/// What a FakeLibrary has; may be read by a test while no job is pending.
struct FakeWorkspace {
    std::vector<StoredRun> runs;
    std::vector<StoredRun> deleted;
    std::map<std::string, std::vector<MetricSeries>> series; // by run
    std::map<std::string, std::vector<StoredEvaluation>> evaluations;
    std::map<std::string, std::vector<StoredEvaluation>> blends;
    std::map<std::string, std::vector<StoredSample>> samples;
    std::map<std::string, std::vector<RunCheckpoint>> checkpoints;
    std::vector<std::string> written; // files and folders that exports and reports asked for
    bool fail = false; // every call throws
};

/// A library in memory.
class FakeLibrary : public RunLibrary {
public:
    explicit FakeLibrary(std::shared_ptr<FakeWorkspace> workspace);

    std::vector<StoredRun> list() const override;
    std::vector<StoredRun> listDeleted() const override;
    StoredRun find(const std::string& run) const override;
    std::vector<std::string> seriesNames(const std::string& run) const override;
    MetricSeries series(const std::string& run, const std::string& name) const override;
    std::vector<StoredEvaluation> evaluations(const std::string& run) const override;
    std::vector<StoredEvaluation> blends(const std::string& run) const override;
    std::vector<StoredSample> samples(const std::string& run) const override;
    std::vector<RunCheckpoint> checkpoints(const std::string& run) const override;
    RunRecord record(const std::string& run) const override;
    void rename(const std::string& run, const std::string& name) override;
    void tag(const std::string& run, const std::string& tag) override;
    void untag(const std::string& run, const std::string& tag) override;
    void setNotes(const std::string& run, const std::string& notes) override;
    std::string remove(const std::string& run) override;
    std::string restore(const std::string& deletedRun) override;
    void purge(const std::string& deletedRun) override;
    void exportTo(const std::string& run, const std::filesystem::path& folder,
        bool withCheckpoints) const override;
    std::string importFrom(const std::filesystem::path& folder) override;
    void removeSample(const std::string& id) override;
    void report(const std::vector<std::string>& runs, const std::filesystem::path& file,
        const std::string& title) const override;

private:
    StoredRun& at(const std::string& run);
    void check() const;

    std::shared_ptr<FakeWorkspace> m_workspace;
};

/// A finished run with a small recipe, its curves (`points` steps of loss, gate_mean …) and
/// evaluations of two tasks.
void addFakeRun(FakeWorkspace& workspace, const std::string& id, const std::string& name,
    bool siamese = true, int64_t points = 100);

} // namespace interweave::ui
