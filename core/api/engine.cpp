// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"

#include "core/api/guarded.h"
#include "core/api/measure_bench.h"
#include "core/api/model_info.h"
#include "core/api/model_store.h"
#include "core/api/run_recorder.h"
#include "core/api/run_summary.h"
#include "core/api/suite_watch.h"
#include "core/eval/evaluation.h"
#include "core/eval/score.h"
#include "core/eval/suite.h"
#include "core/siamese/compare.h"
#include "core/siamese/generation.h"
#include "core/siamese/trace.h"
#include "core/support/error.h"
#include "core/tensorio/convert.h"
#include "core/text/tokenizer.h"
#include "core/train/run.h"
#include "core/train/training_run.h"
#include "core/train/workspace.h"
#include "core/verify/verify.h"

#include <optional>

namespace interweave {

struct Engine::Impl {
    explicit Impl(std::filesystem::path workspace)
        : models(workspace.empty() ? workspaceFolder() : std::move(workspace))
    {
    }

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

ModelInfo Engine::info(const ModelRef& model)
{
    return guarded(
        [&] { return describeModel(model, m_impl->models.find(model.path, model.adapter)); });
}

Tokenization Engine::tokenize(const TokenizeRequest& request)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model);
        const std::vector<TokenId> ids
            = tokenizer->encode(request.text, {request.addSpecial, request.parseSpecial});
        Tokenization result{tokenizer->kind(), {}, tokenizer->decode(ids)};
        for (const TokenId id : ids)
            result.tokens.push_back({id, tokenizer->piece(id), tokenizer->isSpecial(id)});
        return result;
    });
}

std::filesystem::path Engine::convert(const ConvertRequest& request, std::stop_token stop)
{
    return guarded([&] {
        convertToFolder(request.source, request.folder, request.dtype, stop);
        return std::filesystem::path(request.folder);
    });
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
        return interweave::generate(model, tokenizer.get(), {tokenizer->encode(request.prompt)},
            request.branch.value_or(model.naturalBranch()), request.sampling, callback, stop)
            .front();
    });
}

Comparison Engine::compare(const CompareRequest& request,
    const std::function<void(Branch, const GeneratedToken&)>& onToken, std::stop_token stop)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model.path);
        const SiameseModel model = m_impl->models.siamese(request.model, stop);
        return compareBranches(model, tokenizer.get(), tokenizer->encode(request.prompt),
            request.sampling, onToken, stop);
    });
}

Trace Engine::trace(const TraceRequest& request, std::stop_token stop)
{
    return guarded([&] {
        const auto tokenizer = m_impl->models.tokenizer(request.model.path);
        const SiameseModel model = m_impl->models.siamese(request.model, stop);
        const std::vector<TokenId> prompt = tokenizer->encode(request.prompt);
        std::vector<TokenId> answer;
        if (request.answer)
            answer = tokenizer->encode(*request.answer, {.addSpecial = false});
        else
            answer = interweave::generate(
                model, tokenizer.get(), {prompt}, Branch::Interwoven, request.sampling, {}, stop)
                         .front()
                         .ids;
        return traceAnswer(model, tokenizer.get(), prompt, answer, request.topK, stop);
    });
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
        session.runChanged = [&](const Run& run) { recorder.runChanged(run); };
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
        std::optional<SuiteWatch> watch;
        const auto watchSuite = [&](const Recipe& recipe) {
            if (recipe.watch.suite.empty())
                return;
            watch.emplace(recipe, models.tokenizer(recipe.model.string()), session);
            session.watch = [&watch](const SiameseModel& model, int64_t step) {
                watch->measure(model, step);
            };
        };
        if (!request.resume.empty()) {
            models.unload(); // the run loads what it needs
            const Run run = Run::find(models.workspace(), request.resume);
            watchSuite(loadRecipe(run.recipeFile(), request.overrides));
            return resume(run, session, request.overrides);
        }
        const Recipe recipe = loadRecipe(request.recipe, request.overrides);
        const ModelRef ref{recipe.model.string(), {}, recipe.train.device, recipe.train.dtype,
            recipe.train.threads};
        watchSuite(recipe);
        session.tokenizer = models.tokenizer(ref.path);
        if (recipe.peft == "full")
            models.unload(); // every weight will change: the run loads its own
        else
            session.decoder = models.decoder(ref, ModelUse::Training, stop);
        return interweave::train(recipe, models.workspace(), session);
    });
}

std::vector<RunSummary> Engine::runs() const
{
    return guarded([&] {
        std::vector<RunSummary> summaries;
        for (const Run& run : Run::list(workspace()))
            summaries.push_back(summarise(run));
        return summaries;
    });
}

RunSummary Engine::run(const std::string& idNameOrFolder) const
{
    return guarded([&] { return summarise(Run::find(workspace(), idNameOrFolder)); });
}

std::vector<TaskResult> Engine::evaluate(const EvaluateRequest& request,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    return guarded([&] {
        std::vector<EvaluationTask> tasks = loadSuite(request.suite);
        const auto tokenizer = m_impl->models.tokenizer(request.model.path);
        const SiameseModel model = m_impl->models.siamese(request.model, stop);
        std::vector<Branch> branches = request.branches;
        if (branches.empty())
            branches.push_back(model.naturalBranch());
        for (const Branch branch : branches)
            model.require(branch);
        std::vector<TaskResult> results;
        for (EvaluationTask& task : tasks) {
            if (request.limit > 0)
                task.limit = request.limit;
            auto ofBranches = interweave::evaluate(task, model, *tokenizer,
                Branches(branches.begin(), branches.end()), {}, nullptr, progress, stop);
            for (const Branch branch : branches)
                results.push_back(ofBranches.at(branch));
        }
        return results;
    });
}

ScoreReport Engine::score(const std::filesystem::path& predictions, uint64_t seed)
{
    return guarded([&] {
        const std::vector<AnsweredRow> rows = readPredictions(predictions);
        return interweave::score(rows, allMetrics(rows), seed);
    });
}

BenchResult Engine::bench(const BenchRequest& request, std::stop_token stop)
{
    return guarded([&] { return measureBench(m_impl->models, request, stop); });
}

} // namespace interweave
