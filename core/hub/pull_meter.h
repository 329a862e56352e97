// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"

#include <chrono>
#include <deque>
#include <utility>

namespace interweave {

/// Turns bytes into progress: the rate of the last seconds, the time that is left, and no more
/// calls than anybody can look at.
class PullMeter {
public:
    /// The callback must outlive it; it may be empty.
    explicit PullMeter(const std::function<void(const PullProgress&)>& callback)
        : m_callback(callback)
    {
    }

    void begin(int64_t files, int64_t bytes);
    void beginFile(const std::string& path);
    /// Bytes of the present file that are there.
    void update(PullStage stage, int64_t fileBytes);
    void endFile(int64_t fileBytes);

private:
    using Clock = std::chrono::steady_clock;

    void measure(PullStage stage, Clock::time_point now);
    void report();

    const std::function<void(const PullProgress&)>& m_callback;
    PullProgress m_progress;
    int64_t m_endedBytes = 0; // of files before the present one
    std::deque<std::pair<Clock::time_point, int64_t>> m_samples; // bytes done while downloading
    Clock::time_point m_nextReport;
};

} // namespace interweave
