// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/training.h"
#include "core/train/recipe.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace interweave {

/// What run.json says of a run.
struct RunInfo {
    std::string id; // date, time and four random digits, e.g. "20250131-142233-a3f9": sorts by age
    std::string name;
    TrainStatus status = TrainStatus::Running;
    std::string created; // ISO 8601, UTC
    std::string model; // absolute path
    std::string modelHash;
    std::string dataHash;
    std::map<std::string, std::string> fileHashes; // of what else the run reads again (run_files.h)
    std::string adapterHash; // of the adapter folder, once there is one
    std::string gateHash;
    std::string dtype; // what "auto" became: "fp32", "bf16"
    int64_t trainedParameters = 0;
    int64_t examples = 0;
    int64_t skippedLines = 0;
    int64_t badSteps = 0;
    int64_t step = 0; // of the last checkpoint
    int64_t steps = 0;
    int64_t bestStep = -1; // of the best checkpoint, where the run looks for one; else -1
    int64_t endStep = -1; // of the adapter, where it is not the last step's; else -1
    std::string error; // why it stopped, where it did not finish
};

/// Held by the one process that writes into a run's folder.
class RunLock {
public:
    explicit RunLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~RunLock();
    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&&) = delete;

private:
    int m_descriptor;
};

/// A training run on disk: <workspace>/runs/<id>/ with recipe.yaml, run.json,
/// trainer_log.jsonl (a line per step), tensorboard/, checkpoints/, anchor.jsonl (the passages of
/// general text, where the gate is anchored) and, once it has ended, adapter/
/// or, where every weight was trained, model/.
class Run {
public:
    /// Makes the folder, with `info`'s facts; id and creation time are filled in. Throws Error{Io}.
    static Run create(const std::filesystem::path& workspace, const Recipe& recipe, RunInfo info);
    /// Throws Error{NotFound, CorruptData}.
    static Run open(const std::filesystem::path& folder);
    /// By folder, id or name. Throws Error{NotFound}, Error{InvalidArgument} when several runs have
    /// that name.
    static Run find(const std::filesystem::path& workspace, const std::string& folderIdOrName);
    /// All readable runs, oldest first.
    static std::vector<Run> list(const std::filesystem::path& workspace);

    const RunInfo& info() const { return m_info; }
    /// The recorded status, but Interrupted where a run that says it is active is trained by
    /// nobody.
    TrainStatus status() const;
    const std::filesystem::path& folder() const { return m_folder; }
    std::filesystem::path recipeFile() const { return m_folder / "recipe.yaml"; }
    std::filesystem::path logFile() const { return m_folder / "trainer_log.jsonl"; }
    std::filesystem::path replayFile() const { return m_folder / "replay.jsonl"; }
    std::filesystem::path events() const { return m_folder / "tensorboard"; }
    std::filesystem::path checkpoints() const { return m_folder / "checkpoints"; }
    std::filesystem::path adapter() const { return m_folder / "adapter"; }
    std::filesystem::path model() const { return m_folder / "model"; } // of full-parameter training
    std::filesystem::path anchorFile() const { return m_folder / "anchor.jsonl"; }
    Recipe recipe() const { return loadRecipe(recipeFile()); }

    /// Writes run.json.
    void update(const RunInfo& info);
    /// Throws Error{InvalidArgument} naming the process that holds it.
    RunLock lock() const;

private:
    Run(std::filesystem::path folder, RunInfo info);

    std::filesystem::path m_folder;
    RunInfo m_info;
};

} // namespace interweave
