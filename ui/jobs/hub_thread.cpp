// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/hub_thread.h"

namespace interweave::ui {

HubThread::HubThread(const Factory& factory, QObject* parent)
    : JobThread(QStringLiteral("hub"), parent)
    , m_hub(factory())
    , m_looks(QStringLiteral("hub cache"))
{
}

HubThread::~HubThread()
{
    end(); // before the members its jobs use are gone
}

Courier<PullProgress>::Receiver HubThread::newestFor(
    const std::string& repo, bool check, QObject* context, ProgressReceiver receive)
{
    return forLiving<PullProgress>(this,
        [this, name = QString::fromStdString(repo), check, guard = QPointer<QObject>(context),
            receive = std::move(receive)](const std::vector<PullProgress>& batch) {
            if (guard && receive)
                receive(batch.back());
            Q_EMIT transferProgressed(name, check, batch.back());
        });
}

JobId HubThread::plan(
    PullRequest request, QObject* context, std::function<void(Outcome<PullPlan>)> reply)
{
    return submit(
        Length::Long, context,
        [this, request = std::move(request)](
            std::stop_token stop) { return m_hub->plan(request, stop); },
        std::move(reply));
}

JobId HubThread::pull(PullRequest request, QObject* context, Listener listener,
    std::function<void(Outcome<PullResult>)> reply)
{
    const auto tell
        = [guard = QPointer<QObject>(context), message = listener.message](const QString& text) {
              if (guard && message)
                  message(text);
          };
    return submit(
        Length::Long, this,
        [this, request, tell,
            receive = newestFor(request.repo, false, context, std::move(listener.progress))](
            std::stop_token stop) {
            Courier<PullProgress> steps(*this, receive);
            const PullCallbacks callbacks{
                [&](const PullProgress& progress) { steps.send(progress); },
                [&](LogLevel, std::string_view text) {
                    steps.flush();
                    post([tell, message = QString::fromUtf8(text.data(), qsizetype(text.size()))] {
                        tell(message);
                    });
                }};
            return m_hub->pull(request, callbacks, stop);
        },
        [this, reply = std::move(reply), guard = QPointer<QObject>(context)](
            Outcome<PullResult> outcome) {
            Q_EMIT transferEnded();
            Q_EMIT cacheChanged();
            if (guard)
                reply(std::move(outcome));
        });
}

JobId HubThread::check(std::string repo, RepoKind kind, QObject* context, Listener listener,
    std::function<void(Outcome<std::vector<FileCheck>>)> reply)
{
    return submit(
        Length::Long, this,
        [this, repo, kind, receive = newestFor(repo, true, context, std::move(listener.progress))](
            std::stop_token stop) {
            Courier<PullProgress> steps(*this, receive);
            return m_hub->check(
                repo, kind, [&](const PullProgress& progress) { steps.send(progress); }, stop);
        },
        [this, reply = std::move(reply), guard = QPointer<QObject>(context)](
            Outcome<std::vector<FileCheck>> outcome) {
            Q_EMIT transferEnded();
            if (guard)
                reply(std::move(outcome));
        });
}

JobId HubThread::remove(
    std::string repo, RepoKind kind, QObject* context, std::function<void(Outcome<Nothing>)> reply)
{
    return m_looks.submit(
        Length::Change, this,
        [hub = m_hub.get(), repo = std::move(repo), kind](
            std::stop_token) { hub->remove(repo, kind); },
        [this, reply = std::move(reply), guard = QPointer<QObject>(context)](
            const Outcome<Nothing>& outcome) {
            Q_EMIT cacheChanged();
            if (guard)
                reply(outcome);
        });
}

} // namespace interweave::ui
