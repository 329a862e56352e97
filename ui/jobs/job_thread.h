// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/outcome.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <type_traits>
#include <vector>

namespace interweave::ui {

using JobId = quint64; // from 1; 0 is no job

/// One long-lived thread that does jobs in their order and answers on the window's thread, to which
/// the object belongs: every member is called there, unless it says otherwise. Jobs capture values.
/// Its end cancels what runs, drops what waits, but for changes, which it does, and joins.
class JobThread : public QObject {
    Q_OBJECT

public:
    /// Short jobs are also done in the middle of a long one that offers it (serveShortJobs).
    /// A change is short, too, and what it writes is not lost when the window is closed.
    enum class Length { Short, Long, Change };

    explicit JobThread(const QString& name, QObject* parent = nullptr);
    ~JobThread() override;

    /// Runs `work(std::stop_token) → T` on the thread, then `reply(Outcome<T>)` (Outcome<Nothing>
    /// of void) here if `context` is still alive. What work throws becomes the reply's Failure.
    template <class Work, class Reply>
    JobId submit(Length length, QObject* context, Work work, Reply reply)
    {
        using Result = std::invoke_result_t<Work, std::stop_token>;
        using Value = std::conditional_t<std::is_void_v<Result>, Nothing, Result>;
        return enqueue(length,
            [work = std::move(work), reply = std::move(reply), guard = QPointer<QObject>(context)](
                std::stop_token stop) mutable -> Delivery {
                auto outcome = std::make_shared<Outcome<Value>>(attempt<Value>(work, stop));
                return [outcome, reply = std::move(reply), guard] {
                    if (guard)
                        reply(std::move(*outcome));
                };
            });
    }

    /// A running job is asked to stop, one that waits ends at once; both still reply, a Failure
    /// that is cancelled(). No effect on one that has ended.
    void cancel(JobId job);
    /// The number of jobs that run or wait.
    int pending() const;

    /// On the job thread, in the middle of a job: does the short jobs that wait.
    void serveShortJobs();
    /// On the job thread: has `event` called on the window's thread, in the order of the calls.
    void post(std::function<void()> event);

Q_SIGNALS:
    void pendingChanged(int jobs);

protected:
    /// Cancels what runs, but for changes and the job `spared`, which are waited for; drops what
    /// waits, but does its changes; joins. For destructors of those whose jobs use their own
    /// members; may be called again.
    void end(JobId spared = 0);

private:
    using Delivery = std::function<void()>;
    using Work = std::function<Delivery(std::stop_token)>;
    struct Job {
        JobId id = 0;
        Length length = Length::Short;
        std::stop_source stop;
        Work work;
    };

    template <class Value, class F>
    static Outcome<Value> attempt(F& work, const std::stop_token& stop)
    {
        return guardedJob<Value>([&]() -> Outcome<Value> {
            if (stop.stop_requested())
                return cancelledFailure();
            if constexpr (std::is_void_v<std::invoke_result_t<F, std::stop_token>>) {
                work(stop);
                return Nothing();
            } else {
                return work(stop);
            }
        });
    }

    template <class Value, class F>
    static Outcome<Value> guardedJob(F&& work)
    {
        try {
            return work();
        } catch (...) { // the thread's boundary: nothing passes it
            return currentFailure();
        }
    }

    static Failure cancelledFailure();
    /// Of the exception in flight.
    static Failure currentFailure();

    JobId enqueue(Length length, Work work);
    void loop(std::stop_token stop);
    std::unique_ptr<Job> next(bool onlyShort);
    void perform(Job& job);

    std::stop_source m_end;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<std::unique_ptr<Job>> m_waiting;
    std::vector<Job*> m_running; // a long one and the short one served inside it
    JobId m_lastId = 0;
    std::unique_ptr<QThread> m_thread; // last: it uses all of the above
};

} // namespace interweave::ui
