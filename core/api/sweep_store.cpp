// SPDX-License-Identifier: Apache-2.0
#include "core/api/sweep_store.h"

#include "core/api/recipe_preview.h"
#include "core/api/recipe_settings.h"
#include "core/api/run_library.h"
#include "core/api/sweep.h"
#include "core/eval/metric.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/file_name.h"
#include "core/support/hash.h"

#include <algorithm>

namespace interweave {

namespace fs = std::filesystem;

namespace {

/// What decides nothing of what a run is.
const std::vector<std::string> kOtherKeys{
    "name", "train.device", "train.threads", "train.memory_cache", "train.memory_cache_gib"};

constexpr const char* kAdapter = "method.adapter";

/// Of a run as it can be trained. Throws Error{InvalidArgument} with its name where it cannot.
RecipePreview previewOf(const SweepPlan& plan, const SweepRun& run)
{
    std::vector<std::string> overrides = run.overrides;
    if (run.adapterOf) // it is there once that run is done; until then any folder tells as much
        overrides.push_back(std::string(kAdapter) + "=.");
    RecipePreview preview = previewRecipe(plan.recipe, overrides);
    if (!preview.problem.empty())
        throw Error(ErrorCode::InvalidArgument, run.name,
            preview.problemKey + (preview.problemKey.empty() ? "" : ": ") + preview.problem);
    return preview;
}

/// Whether the adapter that one run learns can be given to another.
void requireGiver(const SweepRun& taker, const RecipePreview& takes, const SweepRun& giver,
    const RecipePreview& gives)
{
    if (gives.values.at("method.peft") == "full"
        || gives.values.at("model") != takes.values.at("model"))
        throw Error(ErrorCode::InvalidArgument, taker.name,
            "cannot take the adapter of '" + giver.name
                + "', which trains all weights or another model");
}

std::string recipeHash(const RecipePreview& preview)
{
    Hasher hasher;
    for (const auto& [key, value] : preview.values)
        if (std::ranges::find(kOtherKeys, key) == kOtherKeys.end()) {
            hasher.add(key);
            hasher.add(value);
        }
    return hasher.hex();
}

/// Of what is measured: the first run brings the base's figures in any case.
std::string measureHash(
    const SweepPlan& plan, const SweepRun& run, const std::string& recipe, bool first)
{
    Hasher hasher;
    for (const std::string& text : {recipe, plan.suite, plan.data})
        hasher.add(text + '\n');
    if (std::error_code unused; fs::is_regular_file(plan.suite, unused))
        hasher.add(readFile(plan.suite)); // else one that is built in
    hasher.add(static_cast<uint64_t>(plan.limit));
    hasher.add(static_cast<uint64_t>(run.blends) + 2 * static_cast<uint64_t>(first));
    return hasher.hex();
}

/// From the newest evaluation of each of the suite's tasks by this branch.
std::vector<TaskResult> resultsOf(const std::vector<StoredEvaluation>& evaluations,
    const SweepPlan& plan, const std::string& branch)
{
    const std::string suite = fs::path(plan.suite).stem().string();
    std::vector<TaskResult> results;
    for (const StoredEvaluation& evaluation : evaluations) {
        const TaskResult& result = evaluation.result;
        if (!evaluation.finished || result.suite != suite || evaluation.step
            || result.branch != branch)
            continue;
        const auto known = std::ranges::find(results, result.task, &TaskResult::task);
        if (known == results.end())
            results.push_back(result);
        else
            *known = result;
    }
    return results;
}

void addResults(
    SweepRunState& state, const RunLibrary& library, const StoredRun& run, const SweepPlan& plan)
{
    const bool siamese = settingOf(recipeSettings(run.summary.recipe), "method.siamese") == "true";
    const std::vector<StoredEvaluation> evaluations = library.evaluations(run.summary.id);
    state.results = resultsOf(evaluations, plan, siamese ? "interwoven" : "tuned");
    state.base = resultsOf(evaluations, plan, "base");
}

/// The main figure where more is better; else nothing.
std::optional<double> scoreOf(const std::vector<TaskResult>& results, const std::string& task)
{
    const auto found = std::ranges::find(results, task, &TaskResult::task);
    if (found == results.end() || found->score.metrics.empty()
        || isCrossEntropy(found->score.metrics.front().metric))
        return std::nullopt;
    return found->score.metrics.front().estimate.value;
}

SweepStage stageOf(const StoredRun& run, bool measured)
{
    const std::string& status = run.summary.status;
    if (status == "finished")
        return measured ? SweepStage::Done : SweepStage::Trained;
    if (status == "running" || status == "paused")
        return SweepStage::Training;
    return status == "failed" ? SweepStage::Failed
        : canGoOn(run)        ? SweepStage::Stopped
                              : SweepStage::Waiting;
}

bool isMeasured(const RunLibrary& library, const SweepAim& aim, const std::string& run)
{
    if (aim.doneFile.empty())
        return true;
    const fs::path file = sweepsFolder(library.workspace()) / aim.doneFile;
    return fs::exists(file) && readFile(file) == run;
}

std::vector<SweepRunState> statesOf(
    const RunLibrary& library, const SweepPlan& plan, const std::vector<StoredRun>& runs)
{
    std::vector<SweepRunState> states;
    const std::vector<SweepAim> aims = aimsOf(plan);
    for (SweepRun& planned : runsOf(plan)) {
        SweepRunState state{std::move(planned), SweepStage::Waiting, {}, 0, 0, {}, {}, {}};
        const SweepAim& aim = aims[states.size()];
        if (const std::optional<StoredRun> run = findTagged(runs, aim.tag)) {
            state.stage = stageOf(*run, isMeasured(library, aim, run->summary.id));
            state.run = run->summary.id;
            state.step = run->summary.step;
            state.steps = run->summary.steps;
            state.error = run->summary.error;
            if (state.stage == SweepStage::Done && !plan.suite.empty())
                addResults(state, library, *run, plan);
        }
        states.push_back(std::move(state));
    }
    return states;
}

} // namespace

std::string trainedTask(const std::vector<SweepRunState>& runs)
{
    std::string task;
    double most = 0.0;
    for (const SweepRunState& run : runs)
        for (const TaskResult& result : run.results) {
            const auto score = scoreOf(run.results, result.task);
            const auto base = scoreOf(run.base, result.task);
            const double gain = score && base ? *score - *base : 0.0;
            if (task.empty() || gain > most) {
                task = result.task;
                most = gain;
            }
        }
    return task;
}

int64_t KeptSweep::done() const
{
    return std::ranges::count(runs, SweepStage::Done, &SweepRunState::stage);
}

fs::path sweepsFolder(const fs::path& workspace)
{
    return workspace / "sweeps";
}

fs::path sweepFile(const fs::path& workspace, const std::string& name)
{
    std::string file = name + ".yaml";
    if (!isPlainFileName(file)) {
        Hasher hasher;
        hasher.add(name);
        file = "sweep-" + hasher.hex() + ".yaml";
    }
    return sweepsFolder(workspace) / file;
}

std::vector<SweepAim> aimsOf(const SweepPlan& plan)
{
    const std::vector<SweepRun> runs = runsOf(plan);
    std::vector<RecipePreview> previews;
    for (const SweepRun& run : runs)
        previews.push_back(previewOf(plan, run));
    std::vector<SweepAim> aims;
    for (size_t r = 0; r < runs.size(); ++r) {
        const SweepRun& run = runs[r];
        if (const std::optional<size_t> giver = run.adapterOf) {
            requireGiver(run, previews[r], runs[*giver], previews[*giver]);
            previews[r].values[kAdapter] = recipeHash(previews[*giver]);
        }
        const std::string recipe = recipeHash(previews[r]);
        SweepAim aim{"plan:" + recipe, {}};
        if (!plan.suite.empty())
            aim.doneFile = measureHash(plan, run, recipe, aims.empty()) + ".done";
        aims.push_back(std::move(aim));
    }
    return aims;
}

std::optional<StoredRun> findTagged(const std::vector<StoredRun>& runs, const std::string& tag)
{
    const auto rank = [](const StoredRun& run) {
        return run.summary.status == "finished" ? 2 : canGoOn(run) ? 1 : 0;
    };
    const StoredRun* best = nullptr;
    for (const StoredRun& run : runs)
        if (std::ranges::find(run.tags, tag) != run.tags.end()
            && (!best || rank(run) > rank(*best) || (rank(run) == 0 && rank(*best) == 0)))
            best = &run;
    return best ? std::optional(*best) : std::nullopt;
}

bool canGoOn(const StoredRun& run)
{
    const std::string& status = run.summary.status;
    return status != "finished" && status != "failed" && status != "missing";
}

std::vector<SweepRunState> sweepStates(const RunLibrary& library, const SweepPlan& plan)
{
    return statesOf(library, plan, library.list());
}

std::vector<KeptSweep> listSweeps(const RunLibrary& library)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code unused;
    for (const auto& entry : fs::directory_iterator(sweepsFolder(library.workspace()), unused))
        if (entry.path().extension() == ".yaml")
            files.emplace_back(entry.last_write_time(unused), entry.path());
    std::ranges::sort(files, std::ranges::greater());
    if (files.empty())
        return {};
    const std::vector<StoredRun> runs = library.list();
    std::vector<KeptSweep> sweeps;
    for (const auto& [time, file] : files) {
        KeptSweep kept{file.stem().string(), file.string(), {}, {}, {}};
        try {
            kept.plan = readSweep(file);
            kept.name = kept.plan.name;
            kept.runs = statesOf(library, kept.plan, runs);
        } catch (const Error& error) {
            kept.problem = error.what();
        }
        sweeps.push_back(std::move(kept));
    }
    return sweeps;
}

} // namespace interweave
