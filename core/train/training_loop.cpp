// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_loop.h"

#include "core/support/error.h"
#include "core/tensorio/model_folder.h"
#include "core/train/held_out_loss.h"
#include "core/train/out_of_memory.h"
#include "core/train/trainer_settings.h"

#include <utility>

namespace interweave {

namespace {

using Clock = std::chrono::steady_clock;
constexpr int64_t kPauseTickMs = 50;

} // namespace

TrainingLoop::TrainingLoop(Run& run, const Recipe& recipe, const TrainSession& session,
    SiameseModel& model, const ExampleSet& data, const ExampleSet& validation,
    const TrainerSettings& settings)
    : m_run(run)
    , m_recipe(recipe)
    , m_session(session)
    , m_model(model)
    , m_data(data)
    , m_order(lengthsOf(data), batchSettings(recipe.train))
    , m_steps(settings.schedule.steps)
    , m_trainer(model, data, settings)
    , m_validation(validation)
    , m_judge(recipe)
    , m_checkpoints(run, recipe, model)
{
}

void TrainingLoop::restore(const TrainCheckpoint& checkpoint, const std::string& where)
{
    const TrainState& state = checkpoint.state;
    if (state.step < 0 || state.step > m_steps || !m_order.contains(state.position))
        throw Error(
            ErrorCode::CorruptData, where, "stands at a step or a row that this run does not have");
    m_trainer.optimizer().restore(checkpoint.optimizer, checkpoint.optimizerUpdates, where);
    m_state = state;
    m_judge.restore(state.judge);
    m_checkpoints.startFrom(state.step);
}

TrainResult TrainingLoop::run()
{
    m_reporter.emplace(m_run, m_state.step, m_steps, m_data, m_session.callbacks);
    RunInfo info = m_run.info();
    info.steps = m_steps;
    info.step = m_state.step;
    info.trainedParameters = m_trainer.optimizer().parameterCount();
    info.error.clear();
    save(info);
    setStatus(TrainStatus::Running);
    try {
        if (m_session.modelReady)
            m_session.modelReady(m_model);
        finish(takeSteps() ? TrainStatus::Finished : TrainStatus::Stopped);
        return result();
    } catch (const Error& error) {
        const bool resumable
            = error.code() == ErrorCode::Cancelled || error.code() == ErrorCode::OutOfMemory;
        fail(resumable ? TrainStatus::Stopped : TrainStatus::Failed, error.what());
        throw;
    } catch (const std::exception& failure) {
        fail(TrainStatus::Failed, failure.what());
        throw;
    }
}

bool TrainingLoop::takeSteps()
{
    const int64_t every = m_recipe.train.checkpointEvery;
    if (!m_recipe.adapter.empty())
        checkpoint(); // what the run starts from is its own from here on
    if (!evaluateIfDue())
        return true;
    while (m_state.step < m_steps) {
        if (!takeStep())
            return false;
        if (m_state.step == m_steps || (every > 0 && m_state.step % every == 0))
            checkpoint(); // before the suite: nothing that is learned waits for it
        if (!evaluateIfDue())
            return true;
    }
    return true;
}

bool TrainingLoop::evaluationIsDue() const
{
    const int64_t every = m_recipe.watch.every;
    return m_state.step == 0 || m_state.step == m_steps || (every > 0 && m_state.step % every == 0);
}

/// A resumed run evaluates anew where its checkpoint stands, so that it judges what the
/// uninterrupted one did.
bool TrainingLoop::evaluateIfDue()
{
    if (!evaluationIsDue())
        return true;
    if (!m_heldOut)
        measureHeldOut();
    std::optional<WatchedScores> scores;
    if (m_session.watch && !(scores = m_session.watch(m_model, m_state.step)))
        return true; // it was told to stop, and so will the next step be
    const RunJudge::Verdict verdict
        = m_judge.judge(m_state.step, scores ? &*scores : nullptr, std::exchange(m_heldOut, {}));
    const JudgeState& judged = m_judge.state();
    if ((verdict.isBest && m_checkpoints.keepsBest())
        || (m_recipe.budget.isSet() && m_recipe.budget.action == "roll_back"
            && judged.withinStep == m_state.step))
        checkpoint();
    if (!verdict.reason.empty() && m_session.callbacks.log)
        m_session.callbacks.log(LogLevel::Warning, verdict.reason);
    return !verdict.stop;
}

void TrainingLoop::measureHeldOut()
{
    if (m_validation.empty() || m_state.step == 0)
        return;
    m_heldOut = heldOutLoss(m_model, m_validation, [this] {
        if (m_session.callbacks.betweenMicroBatches)
            m_session.callbacks.betweenMicroBatches();
        if (m_session.cancel.stop_requested())
            throw Error(ErrorCode::Cancelled, m_run.folder().string(),
                "training was cancelled; it can be resumed");
    });
}

bool TrainingLoop::takeStep()
{
    const auto begin = Clock::now();
    m_idle = {};
    DataPosition next = m_state.position;
    const std::optional<StepReport> step = tryStep(m_order.next(next));
    if (!step)
        return false;
    const std::chrono::duration<double> seconds = Clock::now() - begin - m_idle;
    const int64_t epoch = std::exchange(m_state.position, next).epoch;
    ++m_state.step;
    m_state.tokens += step->tokens;
    m_state.elapsedSeconds += seconds.count();
    if (step->taken)
        m_state.loss = step->loss;
    m_heldOut.reset();
    if (evaluationIsDue())
        measureHeldOut();
    m_reporter->report(
        *step, m_state, {epoch, seconds.count(), m_heldOut, m_trainer.keptMemoryBytes()});
    if (!step->taken)
        countBadStep(*step);
    return true;
}

std::optional<StepReport> TrainingLoop::tryStep(
    const std::vector<std::vector<int64_t>>& microBatches)
{
    try {
        return m_trainer.step(m_state.step, microBatches, [this] { return mayGoOn(); });
    } catch (const std::exception& failure) {
        if (!isOutOfMemory(failure))
            throw;
        const Error report(ErrorCode::OutOfMemory, "step " + std::to_string(m_state.step + 1),
            "memory ran out: " + messageOf(failure)
                + "; the run can be resumed with a smaller train.batch_size and more "
                  "train.gradient_accumulation");
        checkpoint();
        throw report;
    }
}

void TrainingLoop::countBadStep(const StepReport& step)
{
    ++m_state.badSteps;
    const std::string message = m_reporter->warn(step, m_state);
    if (m_state.badSteps >= m_recipe.train.maxBadSteps)
        throw Error(ErrorCode::InvalidArgument, m_recipe.data.path.string(),
            message + ". That is " + std::to_string(m_state.badSteps)
                + " such steps (train.max_bad_steps); a lower train.learning_rate or "
                  "train.max_gradient_norm may help");
}

bool TrainingLoop::mayGoOn()
{
    const auto begin = Clock::now();
    if (m_session.callbacks.betweenMicroBatches)
        m_session.callbacks.betweenMicroBatches();
    if (m_session.control && m_session.control->paused())
        waitWhilePaused(*m_session.control);
    m_idle += Clock::now() - begin;
    if (m_session.cancel.stop_requested())
        throw Error(ErrorCode::Cancelled, m_run.folder().string(),
            "training was cancelled; it can be resumed");
    return !m_session.control || !m_session.control->stopped();
}

void TrainingLoop::waitWhilePaused(TrainControl& control)
{
    checkpoint(); // the parameters are those of the last step taken, wherever in a step we are
    setStatus(TrainStatus::Paused);
    while (control.paused() && !control.stopped() && !m_session.cancel.stop_requested()) {
        if (m_session.callbacks.betweenMicroBatches)
            m_session.callbacks.betweenMicroBatches();
        control.wait(kPauseTickMs);
    }
    setStatus(TrainStatus::Running);
}

void TrainingLoop::checkpoint()
{
    if (m_checkpoints.has(m_state.step))
        return;
    m_state.judge = m_judge.state();
    m_checkpoints.write(m_trainer.optimizer(), m_state);
    RunInfo info = m_run.info();
    info.step = m_state.step;
    info.badSteps = m_state.badSteps;
    if (m_checkpoints.keepsBest())
        info.bestStep = m_state.judge.bestStep;
    save(info);
}

void TrainingLoop::endWith(int64_t step)
{
    if (step == m_state.step)
        return;
    m_checkpoints.putBack(step);
    if (m_session.callbacks.log)
        m_session.callbacks.log(
            LogLevel::Info, "the run ends with what it was at step " + std::to_string(step));
}

void TrainingLoop::finish(TrainStatus status)
{
    checkpoint();
    const int64_t end
        = status == TrainStatus::Finished ? m_judge.endsWith().value_or(-1) : int64_t{-1};
    if (end >= 0)
        endWith(end);
    if (m_model.full)
        writeModelFolder(m_run.model(), m_recipe.model, m_model.full->tensors());
    else
        saveAdapter(m_run.adapter(), m_model, m_recipe.model.string());
    RunInfo info = m_run.info();
    info.endStep = end;
    if (m_checkpoints.keepsBest())
        info.bestStep = m_judge.state().bestStep;
    info.adapterHash = m_model.adapter ? m_model.adapter->hash() : std::string();
    info.gateHash = m_model.gate ? m_model.gate->hash() : std::string();
    save(info);
    setStatus(status);
}

void TrainingLoop::fail(TrainStatus status, const std::string& reason) noexcept
{
    try {
        RunInfo info = m_run.info();
        info.error = reason;
        save(info);
        setStatus(status);
    } catch (...) {
        // The error on its way out says more than a run.json that could not be written.
    }
}

void TrainingLoop::save(const RunInfo& info)
{
    m_run.update(info);
    if (m_session.runChanged)
        m_session.runChanged(m_run);
}

void TrainingLoop::setStatus(TrainStatus status)
{
    RunInfo info = m_run.info();
    info.status = status;
    save(info);
    if (m_session.callbacks.status)
        m_session.callbacks.status(status);
}

TrainResult TrainingLoop::result() const
{
    TrainResult result;
    result.runId = m_run.info().id;
    result.folder = m_run.folder().string();
    (m_model.full ? result.modelFolder : result.adapterFolder)
        = (m_model.full ? m_run.model() : m_run.adapter()).string();
    result.status = m_run.info().status;
    result.step = m_state.step;
    result.steps = m_steps;
    result.loss = m_state.loss;
    result.trainedParameters = m_trainer.optimizer().parameterCount();
    result.examples = m_data.size();
    result.skippedLines = m_run.info().skippedLines;
    result.badSteps = m_state.badSteps;
    result.tokens = m_state.tokens;
    result.elapsedSeconds = m_state.elapsedSeconds;
    return result;
}

} // namespace interweave
