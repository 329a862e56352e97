// SPDX-License-Identifier: Apache-2.0
#include "core/hub/pull_meter.h"

namespace interweave {

namespace {

constexpr std::chrono::milliseconds kReportInterval{100};
constexpr std::chrono::seconds kRateWindow{10};

} // namespace

void PullMeter::begin(int64_t files, int64_t bytes)
{
    m_progress.filesTotal = files;
    m_progress.bytesTotal = bytes;
    report();
}

void PullMeter::beginFile(const std::string& path)
{
    m_progress.file = path;
    m_nextReport = {}; // its first bytes are told at once
}

void PullMeter::update(PullStage stage, int64_t fileBytes)
{
    const Clock::time_point now = Clock::now();
    m_progress.bytesDone = m_endedBytes + fileBytes;
    if (stage == m_progress.stage && now < m_nextReport)
        return;
    measure(stage, now);
    m_nextReport = now + kReportInterval;
    report();
}

void PullMeter::endFile(int64_t fileBytes)
{
    m_endedBytes += fileBytes;
    if (m_progress.bytesDone != m_endedBytes)
        m_samples.clear(); // it was there already: no rate
    m_progress.bytesDone = m_endedBytes;
    ++m_progress.filesDone;
    report();
}

/// Only bytes that come in make a rate: reading what is there is far faster.
void PullMeter::measure(PullStage stage, Clock::time_point now)
{
    if (stage != PullStage::Downloading || m_progress.stage != stage
        || (!m_samples.empty() && m_samples.back().second > m_progress.bytesDone))
        m_samples.clear();
    m_progress.stage = stage;
    m_samples.emplace_back(now, m_progress.bytesDone);
    while (m_samples.size() > 2 && now - m_samples.front().first > kRateWindow)
        m_samples.pop_front();
    const double seconds = std::chrono::duration<double>(now - m_samples.front().first).count();
    const auto came = static_cast<double>(m_progress.bytesDone - m_samples.front().second);
    m_progress.bytesPerSecond = seconds > 0.0 ? came / seconds : 0.0;
    m_progress.secondsLeft = m_progress.bytesPerSecond > 0.0
        ? static_cast<double>(m_progress.bytesTotal - m_progress.bytesDone)
            / m_progress.bytesPerSecond
        : -1.0;
}

void PullMeter::report()
{
    if (m_callback)
        m_callback(m_progress);
}

} // namespace interweave
