// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"
#include "core/api/training.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace interweave {

class Run;
class RunStore;

/// Keeps a training run in the store while it is trained: what run.json says whenever that changes,
/// and the figures of every step, written at most a quarter of a second late. When a run is
/// resumed, its series are brought in line with its log, which ends at its checkpoint: no step is
/// missing or there twice. A store that fails never stops a training: it is said once, and the
/// run's folder still has everything.
class RunRecorder {
public:
    RunRecorder(std::filesystem::path workspace, LogSink log);
    ~RunRecorder();

    void runChanged(const Run& run);
    void progress(const TrainProgress& progress);
    /// Each figure as a series of the run, "eval.<task>.<metric>" with ".low" and ".high", the
    /// base's at step 0.
    void watched(const WatchedScores& scores);

private:
    using Clock = std::chrono::steady_clock;

    template <class Work>
    void attempt(Work&& work);
    void begin(const Run& run);
    void flush();

    std::filesystem::path m_workspace;
    LogSink m_log;
    std::unique_ptr<RunStore> m_store; // while it works
    bool m_begun = false;
    std::string m_run;
    std::vector<MetricPoint> m_points; // not yet written
    Clock::time_point m_flushed = Clock::now();
};

} // namespace interweave
