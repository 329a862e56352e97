// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/hub_thread.h"

#include "ui/jobs/courier.h"

namespace interweave::ui {

namespace {

/// Receives the newest of each batch as long as `context` is alive.
Courier<PullProgress>::Receiver newestFor(
    QObject* context, std::function<void(const PullProgress&)> receive)
{
    return forLiving<PullProgress>(
        context, [receive = std::move(receive)](const std::vector<PullProgress>& batch) {
            if (receive)
                receive(batch.back());
        });
}

} // namespace

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
        [this, request = std::move(request), tell,
            receive = newestFor(context, std::move(listener.progress))](std::stop_token stop) {
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
            Q_EMIT cacheChanged();
            if (guard)
                reply(std::move(outcome));
        });
}

JobId HubThread::check(std::string repo, RepoKind kind, QObject* context, Listener listener,
    std::function<void(Outcome<std::vector<FileCheck>>)> reply)
{
    return submit(
        Length::Long, context,
        [this, repo = std::move(repo), kind,
            receive = newestFor(context, std::move(listener.progress))](std::stop_token stop) {
            Courier<PullProgress> steps(*this, receive);
            return m_hub->check(
                repo, kind, [&](const PullProgress& progress) { steps.send(progress); }, stop);
        },
        std::move(reply));
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
