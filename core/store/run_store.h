// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_evaluation.h"
#include "core/api/stored_run.h"
#include "core/api/stored_sample.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interweave {

/// What is evaluated: rows of the same key belong to the same evaluation.
struct StoredEvaluationKey {
    ResultOrigin origin;
    std::optional<int64_t> step; // of a watched suite
    std::string task;
    std::string settings; // hash of all else that decides a row's result
    Branch branch = Branch::Base;
};

/// A row of an evaluation.
struct StoredRow {
    std::string evaluation; // id
    int64_t row = 0; // of the task, from 0
    RowResult result;
};

/// The workspace's interweave.db: runs, their tags and notes, their figures step by step, their
/// evaluations row by row, and answers worth keeping. What a call wrote survives a kill of this
/// process; what record, finish, addSample and all that people say wrote survives a power cut too.
/// One object serves one thread; several objects and processes may have the same file open. Every
/// call throws Error{CorruptData, Io}; those that name a run, Error{NotFound}.
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
    /// Whether there is a run of this id, deleted or not.
    bool knows(const std::string& id) const;

    /// All points in one transaction; a point that is there already is replaced.
    void addPoints(const std::string& run, std::span<const MetricPoint> points);
    /// Forgets points and watched evaluations after a step: a resumed run goes on from its
    /// checkpoint.
    void forgetAfter(const std::string& run, int64_t step);
    /// Names in the order in which they first came.
    std::vector<std::string> seriesNames(const std::string& run) const;
    /// Empty for a name that the run does not have.
    MetricSeries series(const std::string& run, const std::string& name) const;

    /// The unfinished evaluation of this key, else a new one. Returns its id. `finishedToo`: one
    /// that is finished is taken up as well.
    std::string openEvaluation(const StoredEvaluationKey& key, bool finishedToo = false);
    std::map<int64_t, RowResult> rows(const std::string& evaluation) const;
    /// All or none; a row that is there already is replaced.
    void addRows(std::span<const StoredRow> rows);
    /// The evaluation has all its rows: keeps its scores.
    void finish(const std::string& evaluation, const TaskResult& result);
    /// Forgets the unfinished evaluations of a key.
    void forgetUnfinished(const StoredEvaluationKey& key);
    /// The run's finished evaluations, oldest first; with the rows of each, or without.
    std::vector<StoredEvaluation> evaluations(const std::string& run, bool withRows) const;

    /// Returns the sample's id; `id` and `created` of the argument do not count.
    std::string addSample(const StoredSample& sample);
    /// The run's, oldest first.
    std::vector<StoredSample> samples(const std::string& run) const;
    void removeSample(const std::string& id);

    void tag(const std::string& run, const std::string& tag);
    void untag(const std::string& run, const std::string& tag);
    void setNotes(const std::string& run, const std::string& notes);
    /// when: ISO 8601; empty brings the run back.
    void setDeleted(const std::string& run, const std::string& when);
    /// Removes the run and all that hangs on it.
    void purge(const std::string& run);

    /// Takes a run and all that hangs on it from another workspace's store, whose schema must be
    /// of this version. What is here already of the run is replaced.
    void copyRun(const std::filesystem::path& otherWorkspace, const std::string& run);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace interweave
