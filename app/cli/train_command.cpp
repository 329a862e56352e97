// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/terminal.h"
#include "app/cli/text_format.h"
#include "app/cli/training_view.h"
#include "core/api/json_values.h"
#include "core/api/run_library.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    TrainRequest request;
    bool json = false;
};

/// A new run is begun: says so where one that was cut off could be gone on with.
void offerInterrupted(const Session& session)
{
    std::string id;
    for (const StoredRun& run : RunLibrary(session.engine.workspace()).list())
        if (run.summary.status == "interrupted")
            id = run.summary.id;
    if (!id.empty())
        message(id
            + " was cut off; this is a new run. Go on with that one: interweave train --resume "
            + id);
}

ExitCode train(Session& session, const Options& options)
{
    if (options.request.resume.empty())
        offerInterrupted(session);
    const TrainResult result = trainWithProgress(session, options.request).result;
    if (options.json)
        printJson(toJson(result));
    else
        std::cout << formatFacts(
            {{"run", result.runId}, {"status", std::string(name(result.status))},
                {"step", std::to_string(result.step) + " of " + std::to_string(result.steps)},
                {"loss", formatNumber(result.loss)},
                {"trained",
                    formatCount(result.trainedParameters) + " parameters on "
                        + formatCount(result.examples) + " rows"},
                {"skipped lines", result.skippedLines > 0 ? formatCount(result.skippedLines) : ""},
                {"bad steps", result.badSteps > 0 ? formatCount(result.badSteps) : ""},
                {"time", formatDuration(result.elapsedSeconds)}, {"adapter", result.adapterFolder},
                {"model", result.modelFolder}});
    if (result.status != TrainStatus::Stopped)
        return ExitCode::Done;
    message("stopped; go on with: interweave train --resume " + result.runId);
    return ExitCode::Cancelled;
}

} // namespace

Command declareTrain(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "train", "Train as a recipe says, or go on with a run that stopped");
    app->group("Training");
    app->footer(
        "Examples:\n"
        "  interweave train recipe.yaml --set model=models/SmolLM2-135M --set train.max_steps=100\n"
        "  interweave train --resume orrin\n"
        "Ctrl-C stops within one micro-batch, with a checkpoint.");
    const auto options = std::make_shared<Options>();
    auto* const recipe = app->add_option("RECIPE", options->request.recipe, "a recipe, YAML");
    auto* const resume = app->add_option(
        "--resume", options->request.resume, "a run's id, name or folder, instead of a recipe");
    recipe->excludes(resume);
    app->add_option("--set", options->request.overrides,
           "key=value, e.g. train.learning_rate=1e-4; may be repeated")
        ->allow_extra_args(false);
    addJsonFlag(*app, options->json);
    app->callback([=] {
        if (recipe->empty() && resume->empty())
            throw CLI::RequiredError("RECIPE or --resume");
    });
    return {app, [=](Session& session) { return train(session, *options); }};
}

} // namespace interweave
