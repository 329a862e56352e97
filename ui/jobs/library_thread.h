// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_library.h"
#include "ui/jobs/job_thread.h"

#include <functional>
#include <memory>
#include <utility>

namespace interweave::ui {

/// The workspace's runs on a thread of their own, so that looking at them never waits for the
/// engine.
class LibraryThread : public JobThread {
    Q_OBJECT

public:
    /// Called once, on the library's thread.
    using Factory = std::function<std::unique_ptr<RunLibrary>()>;

    explicit LibraryThread(Factory factory, QObject* parent = nullptr)
        : JobThread(QStringLiteral("library"), parent)
        , m_factory(std::move(factory))
    {
    }
    ~LibraryThread() override { end(); }

    /// Runs `work(RunLibrary&) → T`, then `reply(Outcome<T>)` if context is still alive.
    template <class Work, class Reply>
    JobId ask(QObject* context, Work work, Reply reply)
    {
        return submit(Length::Short, context, onLibrary(std::move(work)), std::move(reply));
    }

    /// The same for what changes runs: tells everybody who shows them.
    template <class Work, class Reply>
    JobId change(QObject* context, Work work, Reply reply)
    {
        return submit(Length::Change, this, onLibrary(std::move(work)),
            [this, reply = std::move(reply), guard = QPointer<QObject>(context)](auto outcome) {
                Q_EMIT runsChanged();
                if (guard)
                    reply(std::move(outcome));
            });
    }

Q_SIGNALS:
    void runsChanged();

private:
    template <class Work>
    auto onLibrary(Work work)
    {
        return [this, work = std::move(work)](std::stop_token) mutable { return work(library()); };
    }

    RunLibrary& library()
    {
        if (!m_library)
            m_library = m_factory();
        return *m_library;
    }

    Factory m_factory;
    std::unique_ptr<RunLibrary> m_library; // used on the library's thread only
};

} // namespace interweave::ui
