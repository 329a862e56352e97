// SPDX-License-Identifier: Apache-2.0
#include "core/train/step_reporter.h"

#include "core/support/process_memory.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

constexpr double kSmoothing = 0.9; // of the running mean of a step's seconds

} // namespace

StepReporter::StepReporter(const Run& run, int64_t step, int64_t steps, const ExampleSet& data,
    const TrainCallbacks& callbacks)
    : m_log(run.logFile(), step)
    , m_steps(steps)
    , m_data(data)
    , m_callbacks(callbacks)
{
}

void StepReporter::report(
    const StepReport& step, const TrainState& state, const Circumstances& circumstances)
{
    const double seconds = circumstances.seconds;
    m_secondsPerStep = m_secondsPerStep == 0.0
        ? seconds
        : kSmoothing * m_secondsPerStep + (1.0 - kSmoothing) * seconds;
    TrainProgress progress;
    progress.step = state.step;
    progress.steps = m_steps;
    progress.epoch = circumstances.epoch;
    progress.loss = step.loss;
    progress.learningRate = step.learningRate;
    progress.gateLearningRate = step.gateLearningRate;
    progress.gradientNorm = step.gradientNorm;
    progress.gateMean = step.gateMean;
    progress.gateStd = step.gateStd;
    progress.klToBase = step.klToBase;
    progress.l2ToBase = step.l2ToBase;
    progress.penalty = step.penalty;
    progress.validationLoss = circumstances.heldOutLoss;
    progress.anchorLoss = step.anchorLoss;
    progress.anchorGateMean = step.anchorGateMean;
    progress.tokensPerSecond = static_cast<double>(step.tokens) / seconds;
    progress.tokens = state.tokens;
    progress.elapsedSeconds = state.elapsedSeconds;
    progress.etaSeconds = m_secondsPerStep * static_cast<double>(m_steps - state.step);
    progress.residentBytes = residentBytes();
    progress.memoryCacheBytes = circumstances.keptMemoryBytes;
    m_log.append(progress, linesOf(step));
    if (m_callbacks.progress)
        m_callbacks.progress(progress);
}

std::string StepReporter::warn(const StepReport& step, const TrainState& state) const
{
    std::string lines;
    for (const int64_t line : linesOf(step))
        lines += (lines.empty() ? "" : ", ") + std::to_string(line);
    std::string message = std::string(std::isfinite(step.loss) ? "the gradient" : "the loss")
        + " of step " + std::to_string(state.step)
        + " is not finite; the step was not taken. Lines of the data file: " + lines;
    if (m_callbacks.log)
        m_callbacks.log(LogLevel::Warning, message);
    return message;
}

std::vector<int64_t> StepReporter::linesOf(const StepReport& step) const
{
    std::vector<int64_t> lines;
    for (const int64_t example : step.badExamples)
        lines.push_back(m_data.line(example));
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace interweave
