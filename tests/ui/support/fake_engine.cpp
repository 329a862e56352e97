// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"

#include "core/support/error.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace interweave::ui {

namespace {

constexpr const char* kWords[]
    = {" the", " gull", " keeps", " a", " lamp", " by", " the", " sea", "."};

std::string word(int64_t index)
{
    return kWords[static_cast<size_t>(index) % std::size(kWords)];
}

double wave(int64_t index, double from, double to)
{
    return from + (to - from) * (0.5 + 0.5 * std::sin(0.7 * static_cast<double>(index)));
}

VoiceTrace fakeVoice(int64_t index, double best)
{
    VoiceTrace voice{best, {}};
    for (int64_t k = 0; k < 5; ++k)
        voice.top.push_back(
            {static_cast<int32_t>(index + k), word(index + k), best / static_cast<double>(1 << k)});
    return voice;
}

Generation fakeAnswer(int64_t tokens, int64_t different, bool gate)
{
    Generation answer;
    for (int64_t i = 0; i < tokens; ++i) {
        const int64_t at = i < different ? i : i + 3;
        GeneratedToken token{
            static_cast<int32_t>(at), word(at), -0.1, gate ? wave(i, 0.1, 0.9) : -1.0};
        answer.ids.push_back(token.id);
        answer.text += token.text;
        answer.tokens.push_back(std::move(token));
    }
    answer.stopReason = StopReason::EndOfSequence;
    answer.promptTokens = 7;
    answer.seconds = 0.2;
    answer.tokensPerSecond = static_cast<double>(tokens) / 0.2;
    return answer;
}

} // namespace

FakeEngine::FakeEngine(std::shared_ptr<Knobs> knobs)
    : Engine("/nowhere")
    , m_knobs(std::move(knobs))
{
}

void FakeEngine::answer()
{
    if (m_knobs->fail)
        throw Error(ErrorCode::NotFound, "model.gguf", "is not there");
    ++m_knobs->answers;
}

ModelInfo FakeEngine::info(const ModelRef& model)
{
    answer();
    ModelInfo info;
    info.path = model.path;
    info.format = "safetensors";
    info.family = "llama";
    info.parameters = 134'515'008;
    info.layers = 30;
    info.hidden = 576;
    info.vocabulary = 49'152;
    info.device = "cpu";
    info.dtype = "bf16";
    info.weightBytes = 269'030'016;
    return info;
}

Tokenization FakeEngine::tokenize(const TokenizeRequest& request)
{
    answer();
    return {"fake", request.text, {{1, request.text, false}}, request.text};
}

Generation FakeEngine::generate(const GenerateRequest&,
    const std::function<void(const GeneratedToken&)>& onToken, std::stop_token)
{
    answer();
    Generation generation = fakeAnswer(9, 9, true);
    for (const GeneratedToken& token : generation.tokens)
        if (onToken)
            onToken(token);
    return generation;
}

Comparison FakeEngine::compare(const CompareRequest& request,
    const std::function<void(Branch, const GeneratedToken&)>& onToken, std::stop_token stop)
{
    {
        const std::scoped_lock lock(m_knobs->mutex);
        m_knobs->compared.push_back(request);
    }
    answer();
    const int64_t tokens = std::min<int64_t>(request.sampling.maxNewTokens, 24);
    Comparison comparison;
    comparison.base = fakeAnswer(tokens, tokens, false);
    comparison.tuned = fakeAnswer(tokens, 3, false);
    comparison.interwoven = fakeAnswer(tokens, 5, true);
    comparison.baseTunedDifference = 3;
    comparison.baseInterwovenDifference = 5;
    comparison.tunedInterwovenDifference = 3;
    if (m_knobs->sameAnswers) {
        comparison.tuned = comparison.base;
        comparison.interwoven = fakeAnswer(tokens, tokens, true);
        comparison.baseTunedDifference = comparison.baseInterwovenDifference
            = comparison.tunedInterwovenDifference = -1;
    }
    comparison.adapterHash = "41aa5e07c0ffee00";
    comparison.gateHash = "c05d1f9bdecade00";
    for (size_t i = 0; i < comparison.base.tokens.size() && !stop.stop_requested(); ++i)
        if (onToken) {
            onToken(Branch::Base, comparison.base.tokens[i]);
            onToken(Branch::Tuned, comparison.tuned.tokens[i]);
            onToken(Branch::Interwoven, comparison.interwoven.tokens[i]);
            if (m_knobs->tokenMs > 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(m_knobs->tokenMs));
        }
    if (stop.stop_requested())
        for (Generation* answer : {&comparison.base, &comparison.tuned, &comparison.interwoven})
            answer->stopReason = StopReason::Cancelled;
    return comparison;
}

Trace FakeEngine::trace(const TraceRequest& request, std::stop_token)
{
    answer();
    return fakeTrace(std::min<int64_t>(request.sampling.maxNewTokens, 40));
}

TrainEstimate FakeEngine::estimate(const TrainRequest&, std::stop_token)
{
    if (m_knobs->fail)
        throw Error(ErrorCode::NotFound, "model.gguf", "is not there");
    TrainEstimate estimate;
    estimate.device = "cpu";
    estimate.dtype = "bf16";
    estimate.weightBytes = 269'030'016;
    estimate.trainedParameters = 944'640;
    estimate.parameterBytes = 4 * estimate.trainedParameters;
    estimate.optimizerBytes = 12 * estimate.trainedParameters;
    estimate.activationBytes = 310 << 20;
    estimate.memoryCacheBytes = 34 << 20;
    estimate.peakBytes = estimate.weightBytes + estimate.parameterBytes + estimate.optimizerBytes
        + estimate.activationBytes + estimate.memoryCacheBytes;
    estimate.examples = 1600;
    estimate.tokensPerEpoch = 141'314;
    estimate.steps = 200;
    estimate.tokens = 141'314;
    estimate.tokensPerSecond = 612.0;
    estimate.speedFrom = "smollm2-mrpc-06";
    estimate.seconds = 245.0;
    return estimate;
}

DataReport FakeEngine::reportData(const DataRequest& request, std::stop_token)
{
    answer();
    const std::lock_guard lock(m_knobs->mutex);
    m_knobs->reported.push_back(request);
    return fakeDataReport(request);
}

TrainResult FakeEngine::train(const TrainRequest& request, const TrainCallbacks& callbacks,
    TrainControl* control, std::stop_token stop)
{
    answer();
    {
        const std::scoped_lock lock(m_knobs->mutex);
        m_knobs->trainings.push_back(request);
    }
    TrainResult result;
    result.runId = "20261124-100000-fake";
    result.folder = "/nowhere/runs/" + result.runId;
    result.steps = m_knobs->steps;
    if (callbacks.begun)
        callbacks.begun(result.runId, "fake");
    if (callbacks.status)
        callbacks.status(TrainStatus::Running);
    for (result.step = 0; result.step < result.steps;) {
        if (callbacks.betweenMicroBatches)
            callbacks.betweenMicroBatches();
        while (control && control->paused() && !control->stopped() && !stop.stop_requested()) {
            if (callbacks.betweenMicroBatches)
                callbacks.betweenMicroBatches();
            control->wait(5);
        }
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, result.folder, "training was cancelled");
        if (control && control->stopped()) {
            result.status = TrainStatus::Stopped;
            return result;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(m_knobs->stepMs));
        ++result.step;
        if (result.step == m_knobs->memoryEndsAt)
            throw Error(ErrorCode::OutOfMemory, {}, "the memory of this machine does not suffice");
        ++m_knobs->trained;
        TrainProgress progress;
        progress.step = result.step;
        progress.steps = result.steps;
        progress.loss = result.loss = 3.0 * std::exp(-0.1 * static_cast<double>(result.step)) + 0.3;
        progress.learningRate = 1e-3;
        progress.gateLearningRate = 1e-3;
        progress.gradientNorm = wave(result.step, 0.5, 1.5);
        progress.gateMean = wave(result.step, 0.45, 0.6);
        progress.gateStd = 0.1;
        progress.tokensPerSecond = wave(result.step, 560, 640);
        progress.etaSeconds = static_cast<double>(result.steps - result.step) * 0.01;
        progress.residentBytes = 812 << 20;
        if (callbacks.progress)
            callbacks.progress(progress);
    }
    result.status = TrainStatus::Finished;
    return result;
}

std::vector<TaskResult> FakeEngine::evaluate(const EvaluateRequest& request,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    answer();
    for (int64_t row = 0; row < 10; ++row) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, request.suite, "the evaluation was cancelled");
        if (progress)
            progress({"facts", row + 1, 10, static_cast<double>(9 - row) * 0.1});
        std::this_thread::sleep_for(std::chrono::milliseconds(m_knobs->stepMs));
    }
    return {fakeTaskResult("facts", "interwoven", 0.9), fakeTaskResult("sums", "interwoven", 0.6)};
}

Trace fakeTrace(int64_t tokens)
{
    Trace trace;
    for (int64_t i = 0; i < 12; ++i)
        trace.query.push_back({static_cast<int32_t>(i), word(i)});
    for (int64_t i = 0; i < tokens; ++i) {
        TokenTrace token;
        token.token = {static_cast<int32_t>(i), word(i)};
        token.gateMean = wave(i, 0.05, 0.95);
        token.gateStd = 0.1;
        token.gateMin = std::max(0.0, token.gateMean - 0.3);
        token.gateMax = std::min(1.0, token.gateMean + 0.3);
        for (int64_t channel = 0; channel < 8; ++channel)
            token.channels.push_back(wave(i + 2 * channel, -1.0, 1.0));
        token.base = fakeVoice(i, 0.4);
        token.tuned = fakeVoice(i + 1, 0.6);
        token.interwoven = fakeVoice(i, 0.8);
        token.klBase = wave(i, 0.0, 2.0);
        token.klTuned = wave(i + 3, 0.0, 1.0);
        token.entropy = wave(i + 1, 0.1, 3.0);
        token.logitFromBase = 4.0 * token.gateMean;
        token.logitFromTuned = 10.0 * (1.0 - token.gateMean);
        token.logit = token.logitFromBase + token.logitFromTuned;
        trace.answer.push_back(std::move(token));
    }
    trace.adapterHash = "41aa5e07c0ffee00";
    trace.gateHash = "c05d1f9bdecade00";
    return trace;
}

TaskResult fakeTaskResult(const std::string& task, const std::string& branch, double value)
{
    TaskResult result;
    result.task = task;
    result.file = "/nowhere/" + task + ".jsonl";
    result.branch = branch;
    result.score.rows = 300;
    std::vector<double> rows(static_cast<size_t>(result.score.rows), 0.0);
    std::fill_n(rows.begin(), std::lround(value * static_cast<double>(rows.size())), 1.0);
    result.score.metrics = {{"EM", {value, value - 0.03, value + 0.03}, "wilson", std::move(rows)}};
    return result;
}

DataReport fakeDataReport(const DataRequest& request)
{
    DataReport report;
    report.file = "/rows/lamp.jsonl";
    report.tokenizer = "byte-level BPE";
    report.maxInputTokens = 5;
    report.maxOutputTokens = 8;
    report.rows = 1043;
    report.badLines = 101;
    report.bad = {{7, "is not JSON: unexpected end of input"}};
    report.prompt = {2, 4, 6, 7, 1, {0, 0, 10, 400, 500, 100, 30, 3}};
    report.answer = {2, 2, 3, 3, 1, {0, 0, 1000, 43}};
    report.cutPrompts = 33;
    report.exactRepeats = 1;
    report.conflicts = 1;
    report.repeated = {{RepeatedRow::Kind::Exact, 9, 2}, {RepeatedRow::Kind::Conflict, 12, 3}};
    report.shown = {{1, R"({"input":"a gull keeps?","output":"no"})", "a gull keeps?", "no",
                        {{"a", false, false}, {" gull", false, false}, {"\n", false, false},
                            {" more", false, true}, {"no", true, false}, {"<eos>", true, false}},
                        0},
        {2, R"({"text":"a lamp"})", "", "a lamp",
            {{"a", false, false}, {" lamp", true, false}, {"<eos>", true, false}}, 0},
        {3, R"({"messages":[]})", "user: by the sea", "yes", {{"by", false, false}}, 2}};
    if (!request.against.empty())
        report.leakage = {{request.against.front(), 200, 1, 0, 1,
            {{LeakedRow::Kind::WholeRow, 5, 2, 1.0, "a lamp"},
                {LeakedRow::Kind::Words, 8, 1043, 0.5, "keeps a lamp by the sea"}}}};
    return report;
}

} // namespace interweave::ui
