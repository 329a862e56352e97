// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace interweave {

/// Progress of counted work on stderr: a bar where that is a terminal, else a plain line now and
/// then. Gone from the terminal when it is destroyed.
class ProgressBar {
public:
    explicit ProgressBar(std::string label);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// `note` follows the count, e.g. "loss 1.23". secondsLeft < 0: estimated from the time taken
    /// so far.
    void update(
        int64_t done, int64_t total, const std::string& note = {}, double secondsLeft = -1.0);
    void setLabel(std::string label) { m_label = std::move(label); }

private:
    using Clock = std::chrono::steady_clock;

    std::string m_label;
    bool m_terminal;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_nextDrawing; // not before
};

/// What update() shows, in at most `width` columns; a width of 0 gives the plain line without a
/// bar.
std::string progressLine(const std::string& label, int64_t done, int64_t total,
    const std::string& note, double secondsLeft, size_t width);

} // namespace interweave
