// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/engine.h"
#include "core/api/sweep.h"
#include "ui/jobs/job_thread.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace interweave::ui {

/// The training that runs, as the window last heard of it.
struct TrainingState {
    TrainRequest request;
    std::string runId; // empty until the run has its folder
    std::string runName;
    TrainStatus status = TrainStatus::Running;
    std::optional<TrainProgress> progress; // the newest
    bool ending = false; // it was told to stop or to cancel
};

/// The sweep that runs, as the window last heard of it.
struct SweepState {
    SweepPlan plan;
    SweepProgress progress; // the newest; no runs before the first
    bool ending = false; // it was told to stop
};

/// A training or a sweep that waits for its turn.
struct WaitingJob {
    JobId job = 0;
    TrainRequest request; // of a training
    std::string sweep; // name; empty: a training
};

/// The engine on its own thread: requests in as values, values out as replies and signals, at most
/// 30 a second of each kind. Training and evaluations wait for each other; short requests are
/// served between the micro-batches of a training run and during its pauses.
class EngineThread : public JobThread {
    Q_OBJECT

public:
    /// Called once, on the engine's thread.
    using Factory = std::function<std::unique_ptr<Engine>()>;

    explicit EngineThread(Factory factory, QObject* parent = nullptr);
    ~EngineThread() override;

    /// Runs `work(Engine&, std::stop_token) → T` as a short job, then `reply(Outcome<T>)`.
    template <class Work, class Reply>
    JobId ask(QObject* context, Work work, Reply reply)
    {
        return submit(
            Length::Short, context,
            [this, work = std::move(work)](
                std::stop_token stop) mutable { return work(engine(), stop); },
            std::move(reply));
    }

    /// All three voices stream into `onTokens` (not empty), in batches, before the reply.
    using StreamedToken = std::pair<Branch, GeneratedToken>;
    JobId compare(CompareRequest request, QObject* context,
        std::function<void(const std::vector<StreamedToken>&)> onTokens,
        std::function<void(Outcome<Comparison>)> reply);
    JobId evaluate(EvaluateRequest request, QObject* context,
        std::function<void(const EvaluationProgress&)> onProgress,
        std::function<void(Outcome<std::vector<TaskResult>>)> reply);

    /// Queues a training; the signals below tell of it, `reply` of its end.
    JobId train(TrainRequest request, QObject* context = nullptr,
        std::function<void(Outcome<TrainResult>)> reply = {});
    /// Of the training that runs; no effect where none does.
    void pauseTraining();
    void proceedTraining();
    void stopTraining(); // with a checkpoint, within a micro-batch
    void cancelTraining(); // the last checkpoint stays

    /// The training that runs; absent where none does.
    const std::optional<TrainingState>& training() const { return m_training; }

    /// Queues a sweep (core/api/sweep.h). Each of its runs is a training that the signals of
    /// trainings tell of; stopped, paused and cancelled as one it stops, pauses and stops the
    /// sweep.
    JobId sweep(SweepPlan plan, QObject* context = nullptr,
        std::function<void(Outcome<std::vector<SweptRun>>)> reply = {});
    /// Ends the sweep that runs, its run with a checkpoint; no effect where none does.
    void stopSweep();
    const std::optional<SweepState>& sweeping() const { return m_sweep; }

    /// What was asked for and has not started yet, in its order; cancel() takes one out.
    const std::vector<WaitingJob>& waiting() const { return m_waitingJobs; }

Q_SIGNALS:
    void trainingStarted();
    /// The run has its folder: training()->runId is known.
    void trainingBegun();
    void trainingProgressed(const std::vector<interweave::TrainProgress>& steps);
    void trainingStatusChanged(interweave::TrainStatus status);
    /// Rows of the watched suite.
    void suiteProgressed(const interweave::EvaluationProgress& progress);
    void suiteWatched(const interweave::WatchedScores& scores);
    void trainingEnded(const interweave::ui::Outcome<interweave::TrainResult>& outcome);
    /// Of an evaluation that was asked for.
    void evaluationProgressed(const interweave::EvaluationProgress& progress);
    void sweepStarted();
    void sweepProgressed(const interweave::SweepProgress& progress);
    void sweepEnded(const interweave::ui::Outcome<std::vector<interweave::SweptRun>>& outcome);
    void waitingChanged();
    void messageLogged(interweave::LogLevel level, const QString& text);

private:
    struct ActiveTraining;

    Engine& engine(); // on the engine's thread
    TrainResult runTraining(
        const TrainRequest& request, const std::shared_ptr<JobId>& job, std::stop_token stop);
    TrainCallbacks trainCallbacks(ActiveTraining& active);
    void trainingHasStarted(
        const TrainRequest& request, const std::shared_ptr<TrainControl>& control, JobId job);
    void trainingHasEnded(const Outcome<TrainResult>& outcome);
    std::vector<SweptRun> runSweep(
        const SweepPlan& plan, const std::shared_ptr<JobId>& job, std::stop_token stop);
    void sweepHasEnded(const Outcome<std::vector<SweptRun>>& outcome);
    void startsToWait(WaitingJob job);
    void noLongerWaits(JobId job);

    Factory m_factory;
    std::unique_ptr<Engine> m_engine; // used on the engine's thread only
    std::optional<TrainingState> m_training;
    std::shared_ptr<TrainControl> m_control; // of the training that runs
    JobId m_trainingJob = 0;
    std::optional<SweepState> m_sweep;
    JobId m_sweepJob = 0;
    std::vector<WaitingJob> m_waitingJobs;
};

} // namespace interweave::ui
