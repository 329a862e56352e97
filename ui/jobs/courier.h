// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_thread.h"

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

namespace interweave::ui {

/// Carries what a job tells to the window's thread in batches, at most 30 a second: the window is
/// never flooded, nothing is lost. Lives on the job thread, within one job.
template <class T>
class Courier {
public:
    using Receiver = std::function<void(const std::vector<T>&)>; // on the window's thread

    Courier(JobThread& thread, Receiver receiver)
        : m_thread(thread)
        , m_receiver(std::move(receiver))
    {
    }
    ~Courier() { flush(); }
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;

    void send(T value)
    {
        m_batch.push_back(std::move(value));
        if (Clock::now() - m_sent >= kInterval)
            flush();
    }

    /// What was sent so far arrives before whatever is posted later.
    void flush()
    {
        if (m_batch.empty())
            return;
        m_thread.post([receiver = m_receiver, batch = std::move(m_batch)] { receiver(batch); });
        m_batch.clear();
        m_sent = Clock::now();
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds kInterval{34};

    JobThread& m_thread;
    Receiver m_receiver;
    std::vector<T> m_batch;
    Clock::time_point m_sent{};
};

/// A receiver that is called as long as `context` is alive.
template <class T, class F>
auto forLiving(QObject* context, F receive)
{
    return [guard = QPointer<QObject>(context), receive = std::move(receive)](
               const std::vector<T>& batch) {
        if (guard)
            receive(batch);
    };
}

} // namespace interweave::ui
