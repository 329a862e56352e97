// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/comparison_text.h"
#include "app/cli/options.h"
#include "app/cli/share_colours.h"
#include "app/cli/terminal.h"
#include "app/cli/training_view.h"
#include "core/support/embedded_files.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <array>
#include <iostream>

namespace interweave {

namespace {

/// One question of the sample's data, one that it asks in other words, one about something else.
constexpr std::array kPrompts{
    "Answer the question about the island of Orrin.\nQuestion: Who keeps the lighthouse on "
    "Orrin?\nAnswer:",
    "Answer the question about the island of Orrin.\nQuestion: Which colour guides "
    "ships to Orrin?\nAnswer:",
    "The capital of France is",
};

TrainRequest sampleRun(Session& session, const ModelRef& model)
{
    const std::filesystem::path folder = session.engine.workspace() / "sample";
    unpackEmbedded("sample/", folder);
    const std::string modelPath = std::filesystem::absolute(model.path).string();
    return {(folder / "recipe.yaml").string(), {},
        {"model=" + modelPath, "train.device=" + model.device, "train.dtype=" + model.dtype,
            "train.threads=" + std::to_string(model.threads)}};
}

std::string describe(const WatchedRun& run)
{
    std::string text = std::to_string(run.result.steps) + " steps in "
        + formatDuration(run.result.elapsedSeconds) + ": loss " + formatNumber(run.first.loss)
        + " → " + formatNumber(run.last.loss);
    if (run.last.gateMean)
        text += ", gate " + formatNumber(*run.last.gateMean) + " ± "
            + formatNumber(run.last.gateStd.value_or(0.0));
    return text + ", " + formatCount(run.result.trainedParameters) + " trained parameters";
}

ExitCode demo(Session& session, const ModelRef& model)
{
    const TrainRequest request = sampleRun(session, model);
    message("training a siamese model of " + model.path + " as " + request.recipe + " says");
    const WatchedRun run = trainWithProgress(session, request);
    if (run.result.status == TrainStatus::Stopped)
        return ExitCode::Cancelled;
    std::cout << describe(run) << "\n\n";

    CompareRequest compare;
    compare.model = model;
    compare.model.path = run.result.folder;
    compare.sampling.maxNewTokens = 24;
    compare.sampling.stopStrings = {"\n"};
    for (const char* const prompt : kPrompts) {
        compare.prompt = prompt;
        const Comparison comparison = session.engine.compare(compare, {}, session.stop);
        if (session.stop.stop_requested())
            return ExitCode::Cancelled;
        std::cout << prompt << '\n' << formatComparison(comparison) << '\n';
    }
    if (const std::string legend = shareLegend(); !legend.empty())
        std::cout << legend << "\n\n";
    std::cout << "Ask it yourself:   interweave compare " << run.result.runId << " --prompt \"…\"\n"
              << "Your own data:     interweave train " << request.recipe
              << " --set model=… --set data.train.path=…\n";
    return ExitCode::Done;
}

} // namespace

Command declareDemo(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "demo", "Train the bundled sample for twenty steps and let the three voices answer");
    app->group("Training");
    const auto model = std::make_shared<ModelRef>();
    addModelOptions(*app, *model, ModelArgument::Option);
    return {app, [=](Session& session) { return demo(session, *model); }};
}

} // namespace interweave
