// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace interweave {

/// The workspace's interweave.db: runs, their tags and notes, and their figures step by step. What
/// a call wrote survives a kill of this process; what record, and all that people say, wrote
/// survives a power cut too. One object serves one thread; several objects and processes may have
/// the same file open. Every call throws Error{CorruptData, Io}; those that name a run,
/// Error{NotFound}.
class RunStore {
public:
    /// Opens the file or makes it (openDatabase). The folder is made where it is missing.
    explicit RunStore(const std::filesystem::path& workspace);
    ~RunStore();
    RunStore(RunStore&&) noexcept;
    RunStore& operator=(RunStore&&) noexcept;

    /// Adds a run or brings it up to date; tags, notes and points stay.
    void record(const RunSummary& run);
    /// Every run, oldest first; deleted ones only where asked for.
    std::vector<StoredRun> runs(bool deleted = false) const;

    /// All points in one transaction; a point that is there already is replaced.
    void addPoints(const std::string& run, std::span<const MetricPoint> points);
    /// Forgets what came after a step: a resumed run goes on from its checkpoint.
    void forgetPointsAfter(const std::string& run, int64_t step);
    /// Names in the order in which they first came.
    std::vector<std::string> seriesNames(const std::string& run) const;
    /// Empty for a name that the run does not have.
    MetricSeries series(const std::string& run, const std::string& name) const;

    void tag(const std::string& run, const std::string& tag);
    void untag(const std::string& run, const std::string& tag);
    void setNotes(const std::string& run, const std::string& notes);
    /// when: ISO 8601; empty brings the run back.
    void setDeleted(const std::string& run, const std::string& when);
    /// Removes the run and all that hangs on it.
    void purge(const std::string& run);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace interweave
