// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/training.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace interweave {

/// log.jsonl of a run: a JSON object per step, on disk as soon as the step is over.
class StepLog {
public:
    /// Keeps the lines of steps 1 … `steps` that are there and forgets the others, so that a
    /// resumed run goes on where its checkpoint was. Throws Error{Io}.
    StepLog(std::filesystem::path path, int64_t steps);
    ~StepLog();
    StepLog(const StepLog&) = delete;
    StepLog& operator=(const StepLog&) = delete;

    /// badLines: of the data file, where the step was not taken.
    void append(const TrainProgress& progress, const std::vector<int64_t>& badLines);

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
};

} // namespace interweave
