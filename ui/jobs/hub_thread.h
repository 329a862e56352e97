// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/hub_library.h"
#include "ui/jobs/courier.h"
#include "ui/jobs/job_thread.h"

#include <functional>
#include <memory>
#include <utility>

namespace interweave::ui {

/// Models and data sets of the hub. Pulls and checks, which may take hours, are done one after the
/// other on a thread of their own, at which neither engine nor runs wait, and so is asking the hub
/// what there is; what looks at the cache
/// or changes it has a second one, and does not wait for them either. Its end cancels what is being
/// pulled, of which the next pull has what came, and does the changes that wait.
class HubThread : public JobThread {
    Q_OBJECT

public:
    /// Called once, here.
    using Factory = std::function<std::unique_ptr<HubLibrary>()>;

    explicit HubThread(const Factory& factory, QObject* parent = nullptr);
    ~HubThread() override;

    /// Runs `work(const HubLibrary&) → T`, then `reply(Outcome<T>)` if context is still alive.
    template <class Work, class Reply>
    JobId ask(QObject* context, Work work, Reply reply)
    {
        return m_looks.submit(
            Length::Short, context,
            [hub = m_hub.get(), work = std::move(work)](
                std::stop_token) mutable { return work(std::as_const(*hub)); },
            std::move(reply));
    }

    /// Told on the window's thread, at most 30 times a second. Each may be empty.
    struct Listener {
        std::function<void(const PullProgress&)> progress;
        std::function<void(const QString&)> message; // retries and waits
    };
    /// What a pull would do: asks the hub, fetches nothing.
    JobId plan(PullRequest request, QObject* context, std::function<void(Outcome<PullPlan>)> reply);
    JobId pull(PullRequest request, QObject* context, Listener listener,
        std::function<void(Outcome<PullResult>)> reply);
    /// Reads every file of a cached repository and holds it against its hash.
    JobId check(std::string repo, RepoKind kind, QObject* context, Listener listener,
        std::function<void(Outcome<std::vector<FileCheck>>)> reply);
    /// Removes a cached repository with all its revisions.
    JobId remove(std::string repo, RepoKind kind, QObject* context,
        std::function<void(Outcome<Nothing>)> reply);

    /// Of all kinds that run or wait.
    int pendingOfAll() const { return pending() + m_looks.pending(); }

Q_SIGNALS:
    /// What is fetched or verified, for whoever watches all jobs: at most 30 times a second, the
    /// last followed by transferEnded.
    void transferProgressed(
        const QString& repo, bool check, const interweave::PullProgress& progress);
    void transferEnded();
    /// By a pull, also one that was cut short, or a removal.
    void cacheChanged();

private:
    using ProgressReceiver = std::function<void(const PullProgress&)>;

    /// Tells the newest of each batch, `receive` as long as `context` is alive.
    Courier<PullProgress>::Receiver newestFor(
        const std::string& repo, bool check, QObject* context, ProgressReceiver receive);

    std::unique_ptr<HubLibrary> m_hub; // may be used from any thread
    JobThread m_looks; // after what its jobs use
};

} // namespace interweave::ui
