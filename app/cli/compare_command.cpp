// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/comparison_text.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/share_colours.h"
#include "core/api/json_values.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    CompareRequest request;
    TextSource prompt;
    bool json = false;
};

ExitCode compare(Session& session, const Options& options)
{
    CompareRequest request = options.request;
    request.prompt = options.prompt.read();
    const Comparison comparison = session.engine.compare(request, {}, session.stop);
    if (options.json)
        printJson(toJson(comparison));
    else
        std::cout << formatComparison(comparison) << shareLegend() << '\n';
    return session.stop.stop_requested() ? ExitCode::Cancelled : ExitCode::Done;
}

} // namespace

Command declareCompare(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "compare", "Base, tuned and interwoven answers to one prompt, side by side");
    app->group("Answers");
    const auto options = std::make_shared<Options>();
    addModelOptions(*app, options->request.model);
    addTextOptions(*app, "prompt", "the prompt", options->prompt);
    addChatOptions(*app, options->request.chat);
    addSamplingOptions(*app, options->request.sampling);
    app->add_flag(
        "--save", options->request.save, "keep this with the run, for reports and the window");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return compare(session, *options); }};
}

} // namespace interweave
