// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/api/stored_run.h"
#include "core/api/training.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace interweave {

class Error;
class EvaluationKeeper;
class EvaluationLog;
class EventFile;
class Run;
class RunStore;
struct SiameseModel;

/// Keeps a training run in the store and in TensorBoard's files while it is trained: what run.json
/// says whenever that changes, the figures of every step, written at most a quarter of a second
/// late, and the watched suites row by row. When a run is resumed, its series are brought in line
/// with its log, which ends at its checkpoint: no step is missing or there twice. A store that
/// fails never stops a training: it is said once, and the run's folder still has everything.
class RunRecorder {
public:
    RunRecorder(std::filesystem::path workspace, LogSink log);
    ~RunRecorder();

    void runChanged(const Run& run);
    void progress(const TrainProgress& progress);
    /// Where the rows of the suite watched at a step go; null where the store failed. Those that a
    /// killed run left there need not be done again.
    EvaluationLog* watchLog(const SiameseModel& model, int64_t step, Branch branch);
    /// Each figure as a series of the run, "eval.<task>.<metric>" with ".low" and ".high", the
    /// base's at step 0.
    void watched(const WatchedScores& scores);

private:
    using Clock = std::chrono::steady_clock;

    template <class Work>
    void attempt(Work&& work);
    void begin(const Run& run);
    void flush();
    void addEvent(const std::vector<MetricPoint>& points);
    void warn(const std::string& what, const Error& error);

    std::filesystem::path m_workspace;
    LogSink m_log;
    std::unique_ptr<RunStore> m_store; // while it works
    std::unique_ptr<EvaluationKeeper> m_keeper; // of the suite that was watched last
    std::unique_ptr<EventFile> m_events; // while it works
    bool m_begun = false;
    std::string m_run;
    std::string m_model;
    std::vector<MetricPoint> m_points; // not yet written
    Clock::time_point m_flushed = Clock::now();
};

} // namespace interweave
