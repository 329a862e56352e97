// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_thread.h"

#include <algorithm>

namespace interweave::ui {

JobThread::JobThread(const QString& name, QObject* parent)
    : QObject(parent)
    , m_thread(QThread::create([this, stop = m_end.get_token()] { loop(stop); }))
{
    m_thread->setObjectName(name);
    m_thread->start();
}

JobThread::~JobThread()
{
    end();
}

void JobThread::end(JobId spared)
{
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_waiting, [](const auto& job) { return job->length != Length::Change; });
        for (Job* job : m_running)
            if (job->id != spared && job->length != Length::Change)
                job->stop.request_stop();
    }
    m_end.request_stop();
    m_thread->wait();
}

void JobThread::cancel(JobId id)
{
    const std::lock_guard lock(m_mutex);
    for (const auto& job : m_waiting)
        if (job->id == id) {
            job->stop.request_stop(); // it replies when its turn comes, which is now
            job->length = Length::Short;
        }
    for (Job* job : m_running)
        if (job->id == id)
            job->stop.request_stop();
}

int JobThread::pending() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_waiting.size() + m_running.size());
}

JobId JobThread::enqueue(Length length, Work work)
{
    auto job = std::make_unique<Job>();
    job->length = length;
    job->work = std::move(work);
    JobId id = 0;
    {
        const std::lock_guard lock(m_mutex);
        id = job->id = ++m_lastId;
        m_waiting.push_back(std::move(job));
    }
    m_arrived.notify_one();
    Q_EMIT pendingChanged(pending());
    return id;
}

void JobThread::loop(std::stop_token stop)
{
    while (true) {
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, stop, [this] { return !m_waiting.empty(); });
        }
        const auto job = next(false);
        if (!job && stop.stop_requested())
            return;
        if (job && (!stop.stop_requested() || job->length == Length::Change))
            perform(*job);
    }
}

void JobThread::serveShortJobs()
{
    while (const auto job = next(true))
        perform(*job);
}

/// Takes the first that may be done now; it counts as running from then on.
std::unique_ptr<JobThread::Job> JobThread::next(bool onlyShort)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
        [&](const auto& job) { return !onlyShort || job->length != Length::Long; });
    if (found == m_waiting.end())
        return nullptr;
    std::unique_ptr<Job> job = std::move(*found);
    m_waiting.erase(found);
    m_running.push_back(job.get());
    return job;
}

void JobThread::perform(Job& job)
{
    Delivery delivery = job.work(job.stop.get_token());
    {
        const std::lock_guard lock(m_mutex);
        std::erase(m_running, &job);
    }
    post([this, delivery = std::move(delivery)] {
        Q_EMIT pendingChanged(pending());
        delivery();
    });
}

void JobThread::post(std::function<void()> event)
{
    QMetaObject::invokeMethod(this, std::move(event), Qt::QueuedConnection);
}

Failure JobThread::cancelledFailure()
{
    return {ErrorCode::Cancelled, {}, tr("cancelled")};
}

Failure JobThread::currentFailure()
{
    try {
        throw;
    } catch (const Error& error) {
        return failureOf(error);
    } catch (const std::exception& error) {
        return {ErrorCode::Internal, {}, QString::fromLocal8Bit(error.what())};
    } catch (...) {
        return {ErrorCode::Internal, {}, tr("an unknown failure")};
    }
}

} // namespace interweave::ui
