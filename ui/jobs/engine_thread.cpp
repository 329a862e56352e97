// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/engine_thread.h"

#include "ui/jobs/active_training.h"

#include <algorithm>

namespace interweave::ui {

EngineThread::EngineThread(Factory factory, QObject* parent)
    : JobThread(QStringLiteral("engine"), parent)
    , m_factory(std::move(factory))
{
}

EngineThread::~EngineThread()
{
    // A run that takes steps ends with a checkpoint; one that still loads is cancelled. A sweep is
    // told to end, which ends its run with a checkpoint.
    const bool steps = m_training && m_training->progress && !m_sweep;
    if (m_control)
        m_control->stop();
    end(steps ? m_trainingJob : 0); // before the members its jobs use are gone
}

Engine& EngineThread::engine()
{
    if (!m_engine)
        m_engine = m_factory();
    return *m_engine;
}

JobId EngineThread::compare(CompareRequest request, QObject* context,
    std::function<void(const std::vector<StreamedToken>&)> onTokens,
    std::function<void(Outcome<Comparison>)> reply)
{
    return ask(
        context,
        [this, request = std::move(request),
            receive = forLiving<StreamedToken>(context, std::move(onTokens))](
            Engine& engine, std::stop_token stop) {
            Courier<StreamedToken> tokens(*this, receive);
            return engine.compare(
                request,
                [&](Branch branch, const GeneratedToken& token) {
                    tokens.send({branch, token});
                },
                stop);
        },
        std::move(reply));
}

JobId EngineThread::evaluate(EvaluateRequest request, QObject* context,
    std::function<void(const EvaluationProgress&)> onProgress,
    std::function<void(Outcome<std::vector<TaskResult>>)> reply)
{
    const auto receive
        = [this, onProgress = std::move(onProgress), guard = QPointer<QObject>(context)](
              const std::vector<EvaluationProgress>& rows) {
              Q_EMIT evaluationProgressed(rows.back());
              if (guard && onProgress)
                  onProgress(rows.back());
          };
    return submit(
        Length::Long, context,
        [this, request = std::move(request), receive](std::stop_token stop) {
            Courier<EvaluationProgress> rows(*this, receive);
            return engine().evaluate(
                request,
                [&](const EvaluationProgress& progress) {
                    rows.send(progress);
                    serveShortJobs();
                },
                stop);
        },
        std::move(reply));
}

JobId EngineThread::train(
    TrainRequest request, QObject* context, std::function<void(Outcome<TrainResult>)> reply)
{
    const auto job = std::make_shared<JobId>(0); // read on this thread only
    *job = submit(
        Length::Long, this,
        [this, request, job](std::stop_token stop) { return runTraining(request, job, stop); },
        [this, job, reply = std::move(reply), guard = QPointer<QObject>(context)](
            const Outcome<TrainResult>& outcome) {
            noLongerWaits(*job);
            if (m_trainingJob == *job) // else it was cancelled before its turn
                trainingHasEnded(outcome);
            if (guard && reply)
                reply(outcome);
        });
    startsToWait({*job, std::move(request), {}});
    return *job;
}

TrainResult EngineThread::runTraining(
    const TrainRequest& request, const std::shared_ptr<JobId>& job, std::stop_token stop)
{
    const auto control = std::make_shared<TrainControl>();
    post([this, request, control, job] {
        noLongerWaits(*job);
        trainingHasStarted(request, control, *job);
    });
    ActiveTraining active(*this);
    return engine().train(request, trainCallbacks(active), control.get(), stop);
}

void EngineThread::trainingHasStarted(
    const TrainRequest& request, const std::shared_ptr<TrainControl>& control, JobId job)
{
    m_training = TrainingState{request, {}, {}, TrainStatus::Running, {}, false};
    m_control = control;
    m_trainingJob = job;
    Q_EMIT trainingStarted();
}

TrainCallbacks EngineThread::trainCallbacks(ActiveTraining& active)
{
    TrainCallbacks callbacks;
    callbacks.begun = [this](const std::string& id, const std::string& name) {
        post([this, id, name] {
            if (!m_training)
                return;
            m_training->runId = id;
            m_training->runName = name;
            Q_EMIT trainingBegun();
        });
    };
    callbacks.progress = [&active](const TrainProgress& progress) { active.steps.send(progress); };
    callbacks.status = [this, &active](TrainStatus status) {
        active.steps.flush();
        post([this, status] {
            if (m_training)
                m_training->status = status;
            Q_EMIT trainingStatusChanged(status);
        });
    };
    callbacks.betweenMicroBatches = [this] { serveShortJobs(); };
    callbacks.watching = [this, &active](const EvaluationProgress& progress) {
        active.rows.send(progress);
        serveShortJobs();
    };
    callbacks.watched = [this, &active](const WatchedScores& scores) {
        active.steps.flush();
        active.rows.flush();
        post([this, scores] { Q_EMIT suiteWatched(scores); });
    };
    callbacks.log = [this](LogLevel level, std::string_view text) {
        post([this, level, line = QString::fromUtf8(text.data(), qsizetype(text.size()))] {
            Q_EMIT messageLogged(level, line);
        });
    };
    return callbacks;
}

void EngineThread::trainingHasEnded(const Outcome<TrainResult>& outcome)
{
    m_training.reset();
    m_control.reset();
    m_trainingJob = 0;
    Q_EMIT trainingEnded(outcome);
}

void EngineThread::startsToWait(WaitingJob job)
{
    m_waitingJobs.push_back(std::move(job));
    Q_EMIT waitingChanged();
}

void EngineThread::noLongerWaits(JobId job)
{
    if (std::erase_if(m_waitingJobs, [&](const WaitingJob& one) { return one.job == job; }) > 0)
        Q_EMIT waitingChanged();
}

void EngineThread::pauseTraining()
{
    if (m_control)
        m_control->pause();
}

void EngineThread::proceedTraining()
{
    if (m_control)
        m_control->proceed();
}

void EngineThread::stopTraining()
{
    if (m_sweep)
        return stopSweep();
    if (!m_control)
        return;
    m_training->ending = true;
    m_control->stop();
}

void EngineThread::cancelTraining()
{
    if (m_sweep)
        return stopSweep();
    if (!m_control)
        return;
    m_training->ending = true;
    cancel(m_trainingJob);
}

} // namespace interweave::ui
