// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/progress_bar.h"
#include "app/cli/terminal.h"
#include "app/cli/text_format.h"
#include "app/cli/training_view.h"
#include "core/api/json_values.h"
#include "core/api/run_library.h"
#include "core/api/sweep.h"
#include "core/api/sweep_store.h"
#include "core/api/usual_variants.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>

namespace interweave {

namespace {

struct Options {
    std::string file;
    std::vector<std::string> overrides;
    std::vector<std::string> grids;
    std::vector<std::string> comparisons;
    std::vector<double> rates;
    std::vector<int64_t> seeds;
    std::string suite;
    std::string data;
    std::string name;
    int64_t limit = 0;
    bool blends = false;
    bool dryRun = false;
    bool list = false;
    bool json = false;
};

SweepPlan planOf(const Options& options)
{
    SweepPlan plan = readSweep(options.file);
    plan.overrides.insert(plan.overrides.end(), options.overrides.begin(), options.overrides.end());
    addUsualVariants(plan, options.comparisons);
    addLearningRates(plan, options.rates);
    for (const std::string& grid : options.grids)
        addGrid(plan, grid);
    if (!options.seeds.empty())
        plan.seeds = options.seeds;
    if (!options.suite.empty())
        plan.suite = suitePath(options.suite);
    if (!options.data.empty())
        plan.data = std::filesystem::absolute(options.data).string();
    if (!options.name.empty())
        plan.name = options.name;
    if (options.limit > 0)
        plan.limit = options.limit;
    for (SweepVariant& variant : plan.variants)
        variant.blends = variant.blends || options.blends;
    return plan;
}

std::string formatPlan(const SweepPlan& plan)
{
    std::vector<std::vector<std::string>> rows{{"run", "sets"}};
    const std::vector<SweepRun> runs = runsOf(plan);
    for (const SweepRun& run : runs) {
        std::string sets;
        for (const std::string& one : run.overrides)
            sets += (sets.empty() ? "" : "  ") + one;
        if (run.adapterOf)
            sets += "  method.adapter=[" + runs[*run.adapterOf].name + "]";
        rows.push_back({run.name, sets});
    }
    return formatTable(rows);
}

/// The main figure of every task, run by run; the blends are in --json and in the report.
std::string formatSwept(const std::vector<SweptRun>& swept)
{
    std::vector<std::vector<std::string>> rows{{"run", "task", "branch", "metric", "value", ""}};
    for (const SweptRun& run : swept)
        for (const TaskResult& result : run.results) {
            if (result.blend.kind != Blend::Kind::None || result.score.metrics.empty())
                continue;
            const MetricResult& main = result.score.metrics.front();
            rows.push_back({run.planned.name, result.task, result.branch, main.metric,
                formatNumber(main.estimate.value),
                formatNumber(main.estimate.low) + " … " + formatNumber(main.estimate.high)});
        }
    return formatTable(rows);
}

Json jsonOf(const std::vector<SweptRun>& swept)
{
    Json runs = Json::array();
    for (const SweptRun& run : swept)
        runs.push_back({{"name", run.planned.name}, {"variant", run.planned.variant},
            {"run", run.id}, {"results", toJson(run.results)},
            {"error", run.error ? Json(run.error->what()) : Json()}});
    return {{"runs", runs}};
}

/// The sweeps whose plans the workspace keeps.
void printKept(const std::vector<KeptSweep>& sweeps, bool json)
{
    if (json) {
        Json all = Json::array();
        for (const KeptSweep& sweep : sweeps)
            all.push_back({{"name", sweep.name}, {"plan", sweep.file}, {"done", sweep.done()},
                {"runs", sweep.runs.size()}, {"problem", sweep.problem}});
        return printJson(all);
    }
    std::vector<std::vector<std::string>> rows{{"sweep", "done", "plan", ""}};
    for (const KeptSweep& sweep : sweeps)
        rows.push_back(
            {sweep.name, std::to_string(sweep.done()) + " of " + std::to_string(sweep.runs.size()),
                sweep.file, sweep.problem});
    std::cout << formatTable(rows);
}

/// Names the runs that failed, last, where it is seen.
ExitCode reportFailed(const std::vector<SweptRun>& swept)
{
    int64_t failed = 0;
    for (const SweptRun& run : swept)
        if (run.error) {
            message("failed: " + std::string(run.error->what()));
            ++failed;
        }
    if (failed == 0)
        return ExitCode::Done;
    message(std::to_string(failed) + " of " + std::to_string(swept.size())
        + " runs failed; the same command tries them again");
    return ExitCode::Failed;
}

ExitCode run(Session& session, const Options& options)
{
    if (options.list) {
        printKept(listSweeps(RunLibrary(session.engine.workspace())), options.json);
        return ExitCode::Done;
    }
    const SweepPlan plan = planOf(options);
    if (options.dryRun) {
        std::cout << formatPlan(plan);
        return ExitCode::Done;
    }
    RunLibrary library(session.engine.workspace());
    std::vector<SweptRun> swept;
    {
        ProgressBar bar("sweep");
        SweepCallbacks callbacks;
        std::string at; // which run of how many
        callbacks.progress = [&](const SweepProgress& progress) {
            at = std::to_string(progress.run + 1) + "/" + std::to_string(progress.runs) + " "
                + progress.name;
            if (progress.phase == "done" || progress.phase == "failed")
                message(at + ": " + progress.phase);
        };
        callbacks.training.log
            = [](LogLevel, std::string_view text) { message(std::string(text)); };
        callbacks.training.progress = [&](const TrainProgress& progress) {
            bar.setLabel(at);
            bar.update(progress.step, progress.steps, describeStep(progress), progress.etaSeconds);
        };
        callbacks.measuring = [&](const EvaluationProgress& progress) {
            bar.setLabel(at + ", " + progress.task);
            bar.update(progress.done, progress.total, {}, progress.secondsLeft);
        };
        swept = sweep(session.engine, library, plan, callbacks, session.stop);
    }
    if (options.json)
        printJson(jsonOf(swept));
    else
        std::cout << formatSwept(swept);
    return reportFailed(swept);
}

} // namespace

Command declareSweep(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "sweep", "Several runs of one recipe, trained and measured one after another");
    app->group("Training");
    app->footer("Examples:\n"
                "  interweave sweep recipe.yaml --grid train.learning_rate=1e-4,3e-4,1e-3 "
                "--seeds 1,2,3 --suite suite.yaml\n"
                "  interweave sweep study.yaml --data my-data\n"
                "  interweave sweep recipe.yaml --compare adapter,imsm,mean --rates 0.3,1,2 "
                "--suite suite.yaml\n"
                "Started again it goes on where it was; started twice, two processes share the "
                "work. A run that fails is named, and the others go on.");
    const auto options = std::make_shared<Options>();
    auto* const file
        = app->add_option("PLAN", options->file, "a recipe, or a plan with variants, YAML");
    app->add_flag("--list", options->list, "the sweeps of the workspace, and how far they are")
        ->excludes(file);
    app->callback([=] {
        if (options->file.empty() && !options->list)
            throw CLI::RequiredError("PLAN");
    });
    app->add_option("--grid", options->grids, "key=a,b,c: every variant with each of the values")
        ->allow_extra_args(false);
    app->add_option("--compare", options->comparisons,
           "usual variants: adapter, held, imsm, no-query, mean, anchored, post-hoc, "
           "post-hoc-anchored")
        ->delimiter(',');
    app->add_option("--rates", options->rates, "factors: every variant with these learning rates")
        ->delimiter(',');
    app->add_option("--seeds", options->seeds, "every variant with each of these seeds")
        ->delimiter(',');
    app->add_option("--set", options->overrides, "key=value, for every run; may be repeated")
        ->allow_extra_args(false);
    app->add_option("--suite", options->suite, "what every run is measured on");
    app->add_option(
           "--data", options->data, "the folder that {data} in the plan and the suite's files mean")
        ->type_name("FOLDER");
    app->add_option("--limit", options->limit, "the first N rows of each task")
        ->check(CLI::NonNegativeNumber);
    app->add_option("--name", options->name, "the sweep's; default: the file's name");
    app->add_flag("--blends", options->blends,
        "also each adapter scaled, and with mixed logits, at 11 points from base to tuned");
    app->add_flag("--dry-run", options->dryRun, "say which runs it would be");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return run(session, *options); }};
}

} // namespace interweave
