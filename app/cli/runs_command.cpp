// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/json_values.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "app/cli/text_format.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    std::string run;
    bool json = false;
};

std::string stepOf(const RunSummary& run)
{
    return std::to_string(run.step) + "/" + std::to_string(run.steps);
}

ExitCode list(Session& session, const Options& options)
{
    const std::vector<RunSummary> runs = session.engine.runs();
    if (options.json) {
        printJson(toJson(runs));
    } else if (runs.empty()) {
        message("no runs in " + session.engine.workspace().string());
    } else {
        std::vector<std::vector<std::string>> rows{{"id", "name", "status", "step", "model"}};
        for (const RunSummary& run : runs)
            rows.push_back({run.id, run.name, run.status, stepOf(run), run.model});
        std::cout << formatTable(rows);
    }
    return ExitCode::Done;
}

ExitCode show(Session& session, const Options& options)
{
    const RunSummary run = session.engine.run(options.run);
    if (options.json)
        printJson(toJson(run));
    else
        std::cout << formatFacts({{"run", run.id}, {"name", run.name}, {"status", run.status},
            {"error", run.error}, {"created", run.created}, {"model", run.model},
            {"step", stepOf(run)}, {"rows", formatCount(run.examples)},
            {"trained", formatCount(run.trainedParameters) + " parameters"},
            {"bad steps", run.badSteps > 0 ? formatCount(run.badSteps) : ""},
            {"folder", run.folder}, {"adapter", run.adapterFolder},
            {"trained model", run.modelFolder}})
                  << '\n'
                  << run.recipe;
    return ExitCode::Done;
}

} // namespace

Command declareRuns(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("runs", "The training runs of the workspace");
    app->group("Training");
    app->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    CLI::App* const listApp = app->add_subcommand("list", "All runs, oldest first");
    addJsonFlag(*listApp, options->json);
    CLI::App* const showApp = app->add_subcommand("show", "One run: its facts and its recipe");
    showApp->add_option("RUN", options->run, "a run's id, name or folder")->required();
    addJsonFlag(*showApp, options->json);
    return {app, [=](Session& session) {
                return listApp->parsed() ? list(session, *options) : show(session, *options);
            }};
}

} // namespace interweave
