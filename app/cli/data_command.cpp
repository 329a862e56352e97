// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/data_text.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/terminal.h"
#include "core/api/json_values.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    DataRequest request;
    bool json = false;
};

} // namespace

Command declareData(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "data", "What a recipe's training rows are like, and whether they give test rows away");
    app->group("Training");
    app->footer("Examples:\n"
                "  interweave data recipe.yaml --rows 1\n"
                "  interweave data recipe.yaml --set data.train.path=rows.csv --against "
                "test.jsonl --against suite.yaml\n"
                "Test rows count as given away where the training data has them whole, has their "
                "prompt, or shares 13 words in a row with them (Brown et al. 2020, Appendix C).");
    const auto options = std::make_shared<Options>();
    app->add_option("RECIPE", options->request.recipe, "a recipe, YAML")->required();
    app->add_option("--set", options->request.overrides,
           "key=value, e.g. data.train.path=rows.jsonl; may be repeated")
        ->allow_extra_args(false);
    app->add_option("--against", options->request.against,
           "rows that should not be trained on, or a suite; may be repeated")
        ->allow_extra_args(false);
    app->add_option("--rows", options->request.shownRows, "rows to show whole")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) {
                const DataReport report = session.engine.reportData(options->request, session.stop);
                if (options->json)
                    printJson(toJson(report));
                else
                    std::cout << formatDataReport(report, showsColour(Stream::Output));
                return ExitCode::Done;
            }};
}

} // namespace interweave
