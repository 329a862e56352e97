// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/support/log.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// One optimizer step, as it was taken.
struct TrainProgress {
    int64_t step = 0; // 1 … steps
    int64_t steps = 0;
    int64_t epoch = 0; // from 0
    double loss = 0.0; // mean of the step's micro-batches' token means, nats
    double learningRate = 0.0; // the adapter's
    double gateLearningRate = 0.0;
    double gradientNorm = 0.0; // before clipping
    std::optional<double>
        gateMean; // over the step's answer tokens and all channels; absent without a gate
    std::optional<double> gateStd;
    std::optional<double> klToBase; // means over answer tokens, where the recipe has these terms
    std::optional<double> l2ToBase;
    std::optional<double> penalty; // what the PEFT method adds to the loss above (AdaLoRA's
                                   // orthogonality, LoRAMoE's balance), weighted
    std::optional<double> validationLoss; // of the validation rows, where they were evaluated
    std::optional<double> anchorLoss; // KL(base ‖ mix) per token of the step's general text, nats;
                                      // absent where it had none
    std::optional<double> anchorGateMean; // over that text's tokens
    double tokensPerSecond = 0.0; // prompt and answer tokens of this step, no padding
    int64_t tokens = 0; // trained on since the run began
    double elapsedSeconds = 0.0; // training time since the run began, pauses left out
    double etaSeconds = 0.0;
    int64_t residentBytes = 0; // of this process
    int64_t memoryCacheBytes = 0; // of the kept memories
};

enum class TrainStatus { Running, Paused, Stopped, Finished, Failed, Interrupted };

/// The status as run.json spells it, e.g. "running". Interrupted: it says running but nobody trains
/// it any more.
std::string_view name(TrainStatus status);

/// How a run ended.
struct TrainResult {
    std::string runId;
    std::string folder;
    std::string adapterFolder; // the trained adapter (and gate), a PEFT folder; else empty
    std::string modelFolder; // the whole trained model, a Hugging Face folder; empty: an adapter
    TrainStatus status = TrainStatus::Finished; // Finished or Stopped
    int64_t step = 0;
    int64_t steps = 0;
    double loss = 0.0; // of the last step
    int64_t trainedParameters = 0;
    int64_t examples = 0;
    int64_t skippedLines = 0; // bad lines of the data file, where skipping was asked for
    int64_t badSteps = 0; // steps not taken for a non-finite loss or gradient
    int64_t tokens = 0;
    double elapsedSeconds = 0.0;
};

/// What a run's watched suite gave between two steps.
struct WatchedScores {
    int64_t step = 0; // steps taken; 0: the base, before the first
    std::string branch;
    std::vector<TaskResult> results; // of each task
    std::vector<Retention> retention; // against the base's; empty at step 0
    double seconds = 0.0;
};

/// What a run tells its caller, all on the training thread. Each may be empty.
struct TrainCallbacks {
    std::function<void(const std::string& runId, const std::string& runName)>
        begun; // the run has its folder
    std::function<void(const TrainProgress&)> progress;
    std::function<void(TrainStatus)> status;
    /// Called between micro-batches and, several times a second, during a pause: the place to serve
    /// short requests with the model as it is. Must not change the adapter or the gate.
    std::function<void()> betweenMicroBatches;
    std::function<void(const EvaluationProgress&)> watching; // between a suite's batches
    std::function<void(const WatchedScores&)> watched;
    LogSink log;
};

/// Steers a run from another thread. To cancel (nothing more is written, the last checkpoint
/// stays), use the stop token.
class TrainControl {
public:
    void pause();
    void proceed();
    /// Ends the run within one micro-batch, with a checkpoint and the adapter as they are; it can
    /// be resumed.
    void stop();

    bool paused() const;
    bool stopped() const;
    /// Sleeps until something is asked for, at most `milliseconds`.
    void wait(int64_t milliseconds);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_paused = false;
    bool m_stopped = false;
};

} // namespace interweave
