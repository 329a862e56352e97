// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/bench.h"
#include "core/api/compare.h"
#include "core/api/constant_gate.h"
#include "core/api/data_report.h"
#include "core/api/estimate.h"
#include "core/api/evaluation.h"
#include "core/api/gate_separation.h"
#include "core/api/generation.h"
#include "core/api/model.h"
#include "core/api/requests.h"
#include "core/api/selftest.h"
#include "core/api/tokenize.h"
#include "core/api/trace.h"
#include "core/api/training.h"
#include "core/api/verify.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

/// The torch-free face of the engine: value requests in, values out. The last model used stays
/// loaded; one copy of its weights serves every request. Every method throws Error and nothing
/// else; callbacks run on the calling thread, and what they throw passes as Error. An engine
/// belongs to one thread at a time; stop tokens and TrainControl may be used from any. While train
/// runs, its callback betweenMicroBatches may ask for answers, comparisons and traces: of the run
/// under training as it is, or of another adapter on the same base model.
/// Virtual where the window's tests stand in for it.
class Engine {
public:
    /// workspace: where runs are kept; empty: $INTERWEAVE_HOME or the user's data folder.
    explicit Engine(std::filesystem::path workspace = {});
    virtual ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    std::filesystem::path workspace() const;

    virtual DeviceInfo device() const;
    virtual ModelInfo info(const ModelRef& model);
    virtual Tokenization tokenize(const TokenizeRequest& request);
    /// Writes a checkpoint, usually a .gguf file, as a folder that transformers loads; returns the
    /// folder.
    std::filesystem::path convert(const ConvertRequest& request, std::stop_token stop = {});

    /// Writes a model whose weights hold its adapter, as a folder that transformers loads; returns
    /// the folder. Throws Error{Unsupported} where the PEFT method is no change of weights.
    std::filesystem::path merge(const MergeRequest& request, std::stop_token stop = {});

    /// Writes a run with its gate replaced by one number, the best: its adapter scaled, as a plain
    /// LoRA folder, and says what that loses. Throws Error{InvalidArgument} for a run without a
    /// gate, Error{Unsupported} where its adapter is no LoRA or has DoRA.
    ConstantGateFit exportConstantGate(
        const ConstantGateRequest& request, std::stop_token stop = {});

    VerifyReport verify(const VerifyRequest& request, std::stop_token stop = {});
    SelftestReport selftest(const std::string& device,
        const std::function<void(const std::string& part)>& onPart = {}, std::stop_token stop = {});

    /// When stopped, the answer so far, its stop reason Cancelled.
    virtual Generation generate(const GenerateRequest& request,
        const std::function<void(const GeneratedToken&)>& onToken = {}, std::stop_token stop = {});
    virtual Comparison compare(const CompareRequest& request,
        const std::function<void(Branch, const GeneratedToken&)>& onToken = {},
        std::stop_token stop = {});
    virtual Trace trace(const TraceRequest& request, std::stop_token stop = {});

    /// What a run would need, before it starts: reads the model's headers, its tokenizer and the
    /// data, no weights.
    virtual TrainEstimate estimate(const TrainRequest& request, std::stop_token stop = {});
    /// What the recipe's training rows are like: reads them all, with the model's tokenizer.
    virtual DataReport reportData(const DataRequest& request, std::stop_token stop = {});
    /// Blocks until the run has ended. `stop` cancels (the last checkpoint stays), control->stop()
    /// ends it with a checkpoint.
    virtual TrainResult train(const TrainRequest& request, const TrainCallbacks& callbacks = {},
        TrainControl* control = nullptr, std::stop_token stop = {});

    /// Every task of the suite with every branch asked for, task by task.
    /// Kept in the store row by row; an evaluation of the same model, data and settings that was
    /// cut short goes on where it was.
    virtual std::vector<TaskResult> evaluate(const EvaluateRequest& request,
        const EvaluationProgressCallback& progress = {}, std::stop_token stop = {});
    /// How well a run's gate tells its task's tokens from those of a suite's other tasks. Throws
    /// Error{InvalidArgument} without a gate, or another task.
    GateSeparation separation(const SeparationRequest& request,
        const EvaluationProgressCallback& progress = {}, std::stop_token stop = {});
    /// Stored predictions: JSON lines {"output": text or list of texts, "prediction": text}.
    ScoreReport score(const std::filesystem::path& predictions,
        ScoreScope scope = ScoreScope::Meaningful, uint64_t seed = 2024);

    BenchResult bench(const BenchRequest& request, std::stop_token stop = {});

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace interweave
