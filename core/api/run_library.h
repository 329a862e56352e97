// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_record.h"

#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

/// The runs of a workspace: their folders and what the store keeps of them. Needs no engine and
/// loads no weights. RUN is an id, a name or a folder. Every call throws Error, and NotFound where
/// no run is meant, InvalidArgument where several are. One thread at a time; many libraries may
/// share a workspace.
class RunLibrary {
public:
    explicit RunLibrary(std::filesystem::path workspace);

    /// Oldest first. A run whose folder was taken away has the status "missing".
    std::vector<StoredRun> list() const;
    std::vector<StoredRun> listDeleted() const;
    StoredRun find(const std::string& run) const;
    /// All that is kept of it.
    RunRecord record(const std::string& run) const;

    /// Refused while the run is being trained.
    void rename(const std::string& run, const std::string& name);
    void tag(const std::string& run, const std::string& tag);
    void untag(const std::string& run, const std::string& tag);
    void setNotes(const std::string& run, const std::string& notes);

    /// Moves the run to the workspace's trash, from where restore brings it back. Refused while the
    /// run is being trained. Returns its id.
    std::string remove(const std::string& run);
    std::string restore(const std::string& deletedRun);
    /// Removes a deleted run for good.
    void purge(const std::string& deletedRun);

    /// Writes the run's folder and what the store has of it as a folder for another workspace, with
    /// metrics.csv (step, a column for each series) for other programs. Checkpoints are needed for
    /// resuming only. The folder must not exist.
    void exportTo(const std::string& run, const std::filesystem::path& folder,
        bool withCheckpoints = false) const;
    /// Takes an exported run, or any run's folder, into this workspace. Returns its id. Throws
    /// Error{InvalidArgument} when it is there already.
    std::string importFrom(const std::filesystem::path& folder);

    void removeSample(const std::string& id);

    /// Writes one self-contained HTML page about these runs, side by side, in the place of what is
    /// there: what was trained, curves, scores, what was kept and lost, samples, cost. title:
    /// empty: the runs' names.
    void report(const std::vector<std::string>& runs, const std::filesystem::path& file,
        const std::string& title = {}) const;

private:
    std::filesystem::path m_workspace;
};

} // namespace interweave
