// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/engine.h"

#include <atomic>
#include <chrono>
#include <mutex>

namespace interweave::ui {

/// An engine without a model: it answers at once with invented values, trains by counting, and
/// fails where it is told to. Its knobs may be turned from any thread.
class FakeEngine : public Engine {
public:
    struct Knobs {
        std::atomic<int64_t> steps{20}; // of a training
        std::atomic<int64_t> stepMs{2};
        std::atomic<bool> fail{false}; // every request throws
        std::atomic<int64_t> answers{0}; // short requests served
        std::atomic<int64_t> trained{0}; // steps taken
        std::atomic<int64_t> tokenMs{0}; // between the tokens of a comparison
        std::atomic<bool> sameAnswers{false}; // of the three voices
        std::atomic<int64_t> memoryEndsAt{0}; // a training's step; 0: never
        std::mutex mutex;
        std::vector<TrainRequest> trainings; // every training that began; under the mutex
        std::vector<DataRequest> reported; // every report on data asked for; under the mutex
        std::vector<CompareRequest> compared; // every comparison asked for; under the mutex
    };

    explicit FakeEngine(std::shared_ptr<Knobs> knobs = std::make_shared<Knobs>());

    DeviceInfo device() const override { return {"cpu", "bf16", 2}; }
    ModelInfo info(const ModelRef& model) override;
    Tokenization tokenize(const TokenizeRequest& request) override;
    Generation generate(const GenerateRequest& request,
        const std::function<void(const GeneratedToken&)>& onToken, std::stop_token stop) override;
    Comparison compare(const CompareRequest& request,
        const std::function<void(Branch, const GeneratedToken&)>& onToken,
        std::stop_token stop) override;
    Trace trace(const TraceRequest& request, std::stop_token stop) override;
    TrainEstimate estimate(const TrainRequest& request, std::stop_token stop) override;
    DataReport reportData(const DataRequest& request, std::stop_token stop) override;
    TrainResult train(const TrainRequest& request, const TrainCallbacks& callbacks,
        TrainControl* control, std::stop_token stop) override;
    std::vector<TaskResult> evaluate(const EvaluateRequest& request,
        const EvaluationProgressCallback& progress, std::stop_token stop) override;

private:
    void answer(); // counts, or fails

    std::shared_ptr<Knobs> m_knobs;
};

/// A report on three rows in which everything is found that can be, of test rows where some are
/// asked about.
DataReport fakeDataReport(const DataRequest& request);
/// A trace of so many tokens with values that look real.
Trace fakeTrace(int64_t tokens);
/// A score of each task of a small suite.
TaskResult fakeTaskResult(const std::string& task, const std::string& branch, double value);

} // namespace interweave::ui
