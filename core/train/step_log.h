// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"
#include "core/api/training.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace interweave {

/// The figures of a step, by the names of their series: "loss", "learning_rate", "gate_mean", …
std::vector<MetricPoint> figuresOf(const TrainProgress& progress);

/// trainer_log.jsonl of a run: a JSON object per step, on disk as soon as the step is over. What
/// LLaMA-Factory's file of that name has goes by its keys there (current_steps, lr, throughput, …);
/// the gate's and other figures stand beside.
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

    /// The figures of every whole line, as figuresOf gave them; none where there is no file.
    static std::vector<MetricPoint> read(const std::filesystem::path& path);

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
};

} // namespace interweave
