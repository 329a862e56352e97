// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "core/api/learning_points.h"
#include "core/api/run_record.h"

#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

class RunStore;

/// The runs of a workspace: their folders and what the store keeps of them. Needs no engine and
/// loads no weights. RUN is an id, a name or a folder. Every call throws Error, and NotFound where
/// no run is meant, InvalidArgument where several are. One thread at a time; many libraries may
/// share a workspace. Virtual where the window's tests stand in for it.
class RunLibrary {
public:
    explicit RunLibrary(std::filesystem::path workspace);
    virtual ~RunLibrary() = default;
    RunLibrary(const RunLibrary&) = delete;
    RunLibrary& operator=(const RunLibrary&) = delete;

    const std::filesystem::path& workspace() const { return m_workspace; }

    /// Oldest first. A run whose folder was taken away has the status "missing".
    virtual std::vector<StoredRun> list() const;
    virtual std::vector<StoredRun> listDeleted() const;
    virtual StoredRun find(const std::string& run) const;
    /// The names of its figures, in the order in which they first came.
    virtual std::vector<std::string> seriesNames(const std::string& run) const;
    /// One figure over its steps; empty for a name that the run does not have.
    virtual MetricSeries series(const std::string& run, const std::string& name) const;
    /// Its finished evaluations, oldest first, without their rows.
    virtual std::vector<StoredEvaluation> evaluations(const std::string& run) const;
    /// The same of its adapter on the way from the base to itself.
    virtual std::vector<StoredEvaluation> blends(const std::string& run) const;
    /// Its answers and traces, oldest first.
    virtual std::vector<StoredSample> samples(const std::string& run) const;
    /// That are in its folder, oldest first; a run under training may put away the oldest at any
    /// time.
    virtual std::vector<RunCheckpoint> checkpoints(const std::string& run) const;
    /// All that is kept of it.
    virtual RunRecord record(const std::string& run) const;

    /// Refused while the run is being trained.
    virtual void rename(const std::string& run, const std::string& name);
    virtual void tag(const std::string& run, const std::string& tag);
    virtual void untag(const std::string& run, const std::string& tag);
    virtual void setNotes(const std::string& run, const std::string& notes);

    /// Moves the run to the workspace's trash, from where restore brings it back. Refused while the
    /// run is being trained. Returns its id.
    virtual std::string remove(const std::string& run);
    virtual std::string restore(const std::string& deletedRun);
    /// Removes a deleted run for good.
    virtual void purge(const std::string& deletedRun);

    /// Writes the run's folder and what the store has of it as a folder for another workspace, with
    /// metrics.csv (step, a column for each series) for other programs. Checkpoints are needed for
    /// resuming only. The folder must not exist.
    virtual void exportTo(const std::string& run, const std::filesystem::path& folder,
        bool withCheckpoints = false) const;
    /// Takes an exported run, or any run's folder, into this workspace. Returns its id. Throws
    /// Error{InvalidArgument} when it is there already.
    virtual std::string importFrom(const std::filesystem::path& folder);

    virtual void removeSample(const std::string& id);

    /// Keeps with the run what another program measured (readLmEval, lm_eval.h), as finished
    /// evaluations without rows: their figures stand beside the run's own, but nothing can be
    /// paired with them. The same task of the same branch takes an earlier one's place.
    virtual void addEvaluations(const std::string& run, const std::vector<TaskResult>& results);

    /// Writes one self-contained HTML page about these runs, side by side, in the place of what is
    /// there: what was trained, curves, scores, what was kept and lost, samples, cost. title:
    /// empty: the runs' names.
    virtual void report(const std::vector<std::string>& runs, const std::filesystem::path& file,
        const std::string& title = {}) const;

    /// Writes what the runs of a sweep say together: a page, or Markdown where the file's name ends
    /// in .md. Throws Error{NotFound} where no run has the sweep's tag.
    virtual void studyReport(const std::string& sweep, const std::filesystem::path& file,
        const std::string& title = {}) const;

    /// What these runs kept and lost, side by side, from their newest finished evaluations: the
    /// same figures as the report's. Resamples the rows: seconds for large suites. suite: what was
    /// measured as a part of this one only; empty: all.
    virtual ForgettingView forgetting(
        const std::vector<std::string>& runs, const std::string& suite = {}) const;
    /// Every run, oldest first, from its stored scores, without their rows.
    virtual std::vector<LearningPoint> learningPoints(const std::string& suite = {}) const;

protected:
    /// The records of these runs, with the base's results that other runs of the same model keep
    /// where they have none of their own: a sweep measures its base once.
    std::vector<RunRecord> recordsWithBases(const std::vector<std::string>& runs) const;

private:
    std::string idOf(RunStore& store, const std::string& run) const;

    std::filesystem::path m_workspace;
};

} // namespace interweave
