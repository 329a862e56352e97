// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"

#include "core/api/chat_prompt.h"
#include "core/api/estimate_training.h"
#include "core/api/export_constant_gate.h"
#include "core/api/guarded.h"
#include "core/api/keep_run.h"
#include "core/api/kept_memories.h"
#include "core/api/measure_bench.h"
#include "core/api/measure_separation.h"
#include "core/api/measure_suite.h"
#include "core/api/merge_adapter.h"
#include "core/api/model_info.h"
#include "core/api/model_store.h"
#include "core/api/pulled_model.h"
#include "core/api/report_data.h"
#include "core/api/result_origin.h"
#include "core/api/run_recorder.h"
#include "core/api/suite_watch.h"
#include "core/eval/evaluation.h"
#include "core/eval/score.h"
#include "core/model/placement.h"
#include "core/siamese/compare.h"
#include "core/siamese/generation.h"
#include "core/siamese/trace.h"
#include "core/store/run_store.h"
#include "core/support/error.h"
#include "core/support/process_memory.h"
#include "core/tensorio/convert.h"
#include "core/text/tokenizer.h"
#include "core/train/fingerprint.h"
#include "core/train/memory_archive.h"
#include "core/train/run.h"
#include "core/train/training_run.h"
#include "core/train/workspace.h"
#include "core/verify/verify.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

namespace interweave {

namespace {

/// base, tuned, interwoven: those that the model has.
Branches branchesOf(const SiameseModel& model)
{
    Branches branches{Branch::Base};
    if (model.adapter)
        branches.insert(Branch::Tuned);
    if (model.gate)
        branches.insert(Branch::Interwoven);
    return branches;
}

std::vector<BranchAnswer> answersOf(const Comparison& comparison)
{
    return {{Branch::Base, comparison.base}, {Branch::Tuned, comparison.tuned},
        {Branch::Interwoven, comparison.interwoven}};
}

} // namespace

struct Engine::Impl {
    explicit Impl(std::filesystem::path workspace)
        : models(workspace.empty() ? workspaceFolder() : std::move(workspace))
    {
        preferLargePages();
    }

    /// Of a request that names model, prompt and perhaps a chat.
    template <class Request>
    Prompt promptOf(const Tokenizer& tokenizer, const Request& request) const
    {
        return makePrompt(
            tokenizer, models.modelOf(request.model.path), request.prompt, request.chat);
    }

    /// What results of the loaded model come from; its run, if it is one, is in the store then.
    ResultOrigin originOf(RunStore& store, const ModelRef& ref, const SiameseModel& model) const
    {
        const ModelFiles files = models.find(ref.path, ref.adapter);
        const std::string run
            = files.run.empty() ? std::string() : keepRun(store, Run::open(files.run));
        return interweave::originOf(
            model, run, files.model.string(), modelFingerprint(files.model));
    }

    /// Keeps what the model answered. Throws Error{InvalidArgument} where it is not a run's.
    void save(const ModelRef& ref, const SiameseModel& model, const std::string& prompt,
        const SamplingOptions& sampling, std::vector<BranchAnswer> answers,
        std::optional<Trace> trace) const
    {
        RunStore store(models.workspace());
        ResultOrigin origin = originOf(store, ref, model);
        if (origin.run.empty())
            throw Error(ErrorCode::InvalidArgument, ref.path,
                "answers are kept with a run, and this is none (or its adapter is another)");
        store.addSample(
            {{}, std::move(origin), {}, prompt, sampling, std::move(answers), std::move(trace)});
    }

    /// The recipe's sample prompts, answered by a run that has just ended.
    void answerSamples(const Recipe& recipe, const std::string& run, std::stop_token stop)
    {
        const ModelRef ref{run, {}, recipe.train.device, recipe.train.dtype, recipe.train.threads};
        const auto tokenizer = models.tokenizer(ref.path);
        const SiameseModel model = models.siamese(ref, stop);
        SamplingOptions sampling;
        sampling.maxNewTokens = recipe.samples.maxNew;
        if (recipe.samples.stopAtNewline)
            sampling.stopStrings = {"\n"};
        for (const std::string& prompt : recipe.samples.prompts) {
            const std::vector<TokenId> ids = tokenizer->encode(prompt);
            std::vector<BranchAnswer> answers;
            std::optional<Trace> trace;
            for (auto& [branch, answer] : generateBranches(
                     model, tokenizer.get(), {ids}, branchesOf(model), sampling, {}, stop)) {
                if (branch == Branch::Interwoven && !answer.front().ids.empty())
                    trace = traceAnswer(
                        model, tokenizer.get(), ids, answer.front().ids, kSavedCandidates, stop);
                answers.push_back({branch, std::move(answer.front())});
            }
            if (stop.stop_requested())
                return;
            save(ref, model, prompt, sampling, std::move(answers), std::move(trace));
        }
    }

    static constexpr int64_t kSavedCandidates = 5; // of each voice at each token

    ModelStore models;
};

Engine::Engine(std::filesystem::path workspace)
    : m_impl(guarded([&] { return std::make_unique<Impl>(std::move(workspace)); }))
{
}

Engine::~Engine() = default;

std::filesystem::path Engine::workspace() const
{
    return m_impl->models.workspace();
}

DeviceInfo Engine::device() const
{
    return guarded([] {
        const Placement placement = choosePlacement("auto", "auto");
        return DeviceInfo{placement.device.str(), dtypeName(placement.dtype),
            std::max<int64_t>(1, std::thread::hardware_concurrency())};
    });
}

ModelInfo Engine::info(const ModelRef& model)
{
    return guarded(
        [&] { return describeModel(model, m_impl->models.find(model.path, model.adapter)); });
}

Tokenization Engine::tokenize(const TokenizeRequest& request)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model);
        const Prompt prompt = request.chat
            ? makePrompt(
                *tokenizer, m_impl->models.modelOf(request.model), request.text, request.chat)
            : Prompt{request.text,
                tokenizer->encode(request.text, {request.addSpecial, request.parseSpecial})};
        Tokenization result{tokenizer->kind(), prompt.text, {}, tokenizer->decode(prompt.ids)};
        for (const TokenId id : prompt.ids)
            result.tokens.push_back({id, tokenizer->piece(id), tokenizer->isSpecial(id)});
        return result;
    });
}

std::filesystem::path Engine::convert(const ConvertRequest& request, std::stop_token stop)
{
    return guarded([&] {
        const std::filesystem::path model = modelAt(request.source);
        convertToFolder(model.empty() ? std::filesystem::path(request.source) : model,
            request.folder, request.dtype, stop);
        return std::filesystem::path(request.folder);
    });
}

std::filesystem::path Engine::merge(const MergeRequest& request, std::stop_token stop)
{
    return guarded([&] {
        mergeAdapter(m_impl->models, request, stop);
        return std::filesystem::path(request.folder);
    });
}

ConstantGateFit Engine::exportConstantGate(const ConstantGateRequest& request, std::stop_token stop)
{
    return guarded([&] { return interweave::exportConstantGate(m_impl->models, request, stop); });
}

VerifyReport Engine::verify(const VerifyRequest& request, std::stop_token stop)
{
    return guarded([&] { return interweave::verify(request, stop); });
}

SelftestReport Engine::selftest(const std::string& device,
    const std::function<void(const std::string& part)>& onPart, std::stop_token stop)
{
    return guarded([&] { return interweave::selftest(device, onPart, stop); });
}

Generation Engine::generate(const GenerateRequest& request,
    const std::function<void(const GeneratedToken&)>& onToken, std::stop_token stop)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model.path);
        const SiameseModel model = m_impl->models.siamese(request.model, stop);
        const TokenCallback callback = onToken
            ? [&](size_t, const GeneratedToken& token) { onToken(token); }
            : TokenCallback();
        const Branch branch = request.branch.value_or(model.naturalBranch());
        const Prompt prompt = m_impl->promptOf(*tokenizer, request);
        Generation answer = interweave::generate(
            model, tokenizer.get(), {prompt.ids}, branch, request.sampling, callback, stop)
                                .front();
        if (request.save)
            m_impl->save(request.model, model, prompt.text, request.sampling, {{branch, answer}},
                std::nullopt);
        return answer;
    });
}

Comparison Engine::compare(const CompareRequest& request,
    const std::function<void(Branch, const GeneratedToken&)>& onToken, std::stop_token stop)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model.path);
        const SiameseModel model = m_impl->models.siamese(request.model, stop);
        const Prompt prompt = m_impl->promptOf(*tokenizer, request);
        Comparison comparison
            = compareBranches(model, tokenizer.get(), prompt.ids, request.sampling, onToken, stop);
        comparison.modelHash = modelFingerprint(
            m_impl->models.find(request.model.path, request.model.adapter).model);
        if (request.save)
            m_impl->save(request.model, model, prompt.text, request.sampling, answersOf(comparison),
                traceAnswer(model, tokenizer.get(), prompt.ids, comparison.interwoven.ids,
                    Impl::kSavedCandidates, stop));
        return comparison;
    });
}

Trace Engine::trace(const TraceRequest& request, std::stop_token stop)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model.path);
        const SiameseModel model = m_impl->models.siamese(request.model, stop);
        const Prompt prompt = m_impl->promptOf(*tokenizer, request);
        std::vector<TokenId> answer;
        if (request.answer)
            answer = tokenizer->encode(*request.answer, {.addSpecial = false});
        else
            answer = interweave::generate(model, tokenizer.get(), {prompt.ids}, Branch::Interwoven,
                request.sampling, {}, stop)
                         .front()
                         .ids;
        Trace trace = traceAnswer(model, tokenizer.get(), prompt.ids, answer, request.topK, stop);
        if (request.save)
            m_impl->save(request.model, model, prompt.text, request.sampling, {}, trace);
        return trace;
    });
}

DataReport Engine::reportData(const DataRequest& request, std::stop_token stop)
{
    return guarded([&] { return interweave::reportData(m_impl->models, request, stop); });
}

TrainEstimate Engine::estimate(const TrainRequest& request, std::stop_token stop)
{
    return guarded([&] { return estimateTraining(m_impl->models, request, stop); });
}

TrainResult Engine::train(const TrainRequest& request, const TrainCallbacks& callbacks,
    TrainControl* control, std::stop_token stop)
{
    return guarded([&] {
        ModelStore& models = m_impl->models;
        TrainSession session;
        session.callbacks = callbacks;
        session.control = control;
        session.cancel = stop;
        RunRecorder recorder(models.workspace(), callbacks.log);
        std::optional<Run> begun;
        session.runChanged = [&](const Run& run) {
            recorder.runChanged(run);
            if (std::exchange(begun, run) || !callbacks.begun)
                return;
            callbacks.begun(run.info().id, run.info().name);
        };
        std::optional<ModelStore::Loan> loan; // what short requests are served from
        session.modelReady = [&](const SiameseModel& model) {
            loan.emplace(models, begun->folder(), begun->info().model, model);
        };
        session.callbacks.progress = [&](const TrainProgress& progress) {
            recorder.progress(progress);
            if (callbacks.progress)
                callbacks.progress(progress);
        };
        session.callbacks.watched = [&](const WatchedScores& scores) {
            recorder.watched(scores);
            if (callbacks.watched)
                callbacks.watched(scores);
        };
        std::unique_ptr<MemoryArchive> archive;
        std::optional<SuiteWatch> watch;
        const auto prepare = [&](const Recipe& recipe) {
            archive = keptMemories(models.workspace(), recipe.train.memoryCacheGib, callbacks.log);
            session.archive = archive.get();
            if (recipe.watch.suite.empty() && recipe.budget.text.empty())
                return;
            watch.emplace(recipe, models.tokenizer(recipe.model.string()), session,
                [&](const SiameseModel& model, int64_t step, Branch branch) {
                    return recorder.watchLog(model, step, branch);
                });
            session.watchedFiles = watch->suiteFiles();
            session.watch = [&watch](const SiameseModel& model, int64_t step) {
                return watch->measure(model, step);
            };
        };
        const auto withSamples = [&](const Recipe& recipe, TrainResult result) {
            loan.reset();
            if (result.status != TrainStatus::Finished || recipe.samples.prompts.empty())
                return result;
            try {
                m_impl->answerSamples(recipe, result.folder, stop);
            } catch (const Error& error) { // the run itself is finished and kept
                if (callbacks.log)
                    callbacks.log(LogLevel::Warning,
                        std::string("the recipe's samples are not kept: ") + error.what());
            }
            return result;
        };
        if (!request.resume.empty()) {
            models.unload(); // the run loads what it needs
            const Run run = Run::find(models.workspace(), request.resume);
            const Recipe recipe = loadRecipe(run.recipeFile(), request.overrides);
            prepare(recipe);
            return withSamples(recipe, resume(run, session, request.overrides));
        }
        Recipe recipe = loadRecipe(request.recipe, request.overrides);
        recipe.model = modelOfRecipe(recipe.model, request.recipe);
        const ModelRef ref{recipe.model.string(), {}, recipe.train.device, recipe.train.dtype,
            recipe.train.threads};
        prepare(recipe);
        session.tokenizer = models.tokenizer(ref.path);
        if (recipe.peft.trainsAllWeights())
            models.unload(); // every weight will change: the run loads its own
        else
            session.decoder = models.decoder(ref, ModelUse::Training, stop);
        return withSamples(recipe, interweave::train(recipe, models.workspace(), session));
    });
}

std::vector<TaskResult> Engine::evaluate(const EvaluateRequest& request,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model.path);
        const SiameseModel model = m_impl->models.siamese(request.model, stop);
        std::optional<RunStore> store;
        SuiteKeeping keeping;
        if (request.keep) {
            keeping.store = &store.emplace(m_impl->models.workspace());
            keeping.origin = [&](const SiameseModel& voice) {
                return m_impl->originOf(*store, request.model, voice);
            };
        }
        return measureSuite(request, model, *tokenizer, keeping, progress, stop);
    });
}

GateSeparation Engine::separation(const SeparationRequest& request,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    return guarded([&] { return measureSeparation(m_impl->models, request, progress, stop); });
}

ScoreReport Engine::score(const std::filesystem::path& predictions, ScoreScope scope, uint64_t seed)
{
    return guarded([&] {
        const std::vector<AnsweredRow> rows = readPredictions(predictions);
        return interweave::score(
            rows, scope == ScoreScope::Every ? metricNames() : allMetrics(rows), seed);
    });
}

BenchResult Engine::bench(const BenchRequest& request, std::stop_token stop)
{
    return guarded([&] { return measureBench(m_impl->models, request, stop); });
}

} // namespace interweave
