// SPDX-License-Identifier: Apache-2.0
#include "core/api/training.h"

#include <chrono>

namespace interweave {

std::string_view name(TrainStatus status)
{
    switch (status) {
    case TrainStatus::Running: return "running";
    case TrainStatus::Paused: return "paused";
    case TrainStatus::Stopped: return "stopped";
    case TrainStatus::Finished: return "finished";
    case TrainStatus::Failed: return "failed";
    case TrainStatus::Interrupted: break;
    }
    return "interrupted";
}

void TrainControl::pause()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    m_changed.notify_all();
}

void TrainControl::proceed()
{
    const std::lock_guard lock(m_mutex);
    m_paused = false;
    m_changed.notify_all();
}

void TrainControl::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_changed.notify_all();
}

bool TrainControl::paused() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

bool TrainControl::stopped() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopped;
}

void TrainControl::wait(int64_t milliseconds)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds));
}

} // namespace interweave
