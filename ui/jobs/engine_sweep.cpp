// SPDX-License-Identifier: Apache-2.0
#include "core/api/run_library.h"
#include "ui/jobs/active_training.h"

namespace interweave::ui {

JobId EngineThread::sweep(
    SweepPlan plan, QObject* context, std::function<void(Outcome<std::vector<SweptRun>>)> reply)
{
    const auto job = std::make_shared<JobId>(0); // read on this thread only
    *job = submit(
        Length::Long, this,
        [this, plan, job](std::stop_token stop) { return runSweep(plan, job, stop); },
        [this, job, reply = std::move(reply), guard = QPointer<QObject>(context)](
            const Outcome<std::vector<SweptRun>>& outcome) {
            noLongerWaits(*job);
            if (m_sweepJob == *job) // else it was cancelled before its turn
                sweepHasEnded(outcome);
            if (guard && reply)
                reply(outcome);
        });
    startsToWait({*job, {}, plan.name});
    return *job;
}

std::vector<SweptRun> EngineThread::runSweep(
    const SweepPlan& plan, const std::shared_ptr<JobId>& job, std::stop_token stop)
{
    post([this, plan, job] {
        noLongerWaits(*job);
        m_sweep = SweepState{plan, {}, false};
        m_sweepJob = *job;
        Q_EMIT sweepStarted();
    });
    ActiveTraining active(*this);
    Courier<EvaluationProgress> rows(*this, [this](const std::vector<EvaluationProgress>& batch) {
        Q_EMIT evaluationProgressed(batch.back());
    });
    SweepCallbacks callbacks;
    callbacks.training = trainCallbacks(active);
    callbacks.progress = [&](const SweepProgress& progress) {
        rows.flush();
        active.steps.flush(); // of a run that failed
        active.rows.flush();
        post([this, progress] {
            m_sweep->progress = progress;
            if (progress.error && m_training)
                trainingHasEnded(failureOf(*progress.error));
            Q_EMIT sweepProgressed(progress);
        });
        serveShortJobs();
    };
    callbacks.starting
        = [this, job](const TrainRequest& request, const std::shared_ptr<TrainControl>& control) {
              post([this, request, control, job] { trainingHasStarted(request, control, *job); });
          };
    callbacks.trained = [&](const TrainResult& result) {
        active.steps.flush();
        active.rows.flush();
        post([this, result] { trainingHasEnded(result); });
    };
    callbacks.measuring = [&](const EvaluationProgress& progress) {
        rows.send(progress);
        serveShortJobs();
    };
    RunLibrary library(engine().workspace());
    return interweave::sweep(engine(), library, plan, callbacks, stop);
}

/// Where it was stopped, the run that it was at has ended with it.
void EngineThread::sweepHasEnded(const Outcome<std::vector<SweptRun>>& outcome)
{
    m_sweepJob = 0;
    if (m_training && !outcome)
        trainingHasEnded(outcome.failure());
    m_sweep.reset();
    Q_EMIT sweepEnded(outcome);
}

void EngineThread::stopSweep()
{
    if (!m_sweep)
        return;
    m_sweep->ending = true;
    if (m_training)
        m_training->ending = true;
    cancel(m_sweepJob);
}

} // namespace interweave::ui
