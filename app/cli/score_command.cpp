// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "core/api/json_values.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

Command declareScore(CLI::App& parent)
{
    CLI::App* const app
        = parent.add_subcommand("score", "Metrics of stored predictions, whole and per row");
    app->group("Measuring");
    app->footer("Each line: {\"output\": text or list of accepted texts, \"prediction\": text}. "
                "--json has every metric, whole (EM) and per row (EM_rows).");
    const auto file = std::make_shared<std::string>();
    const auto json = std::make_shared<bool>(false);
    app->add_option("PREDICTIONS", *file, "JSON lines")->required();
    addJsonFlag(*app, *json);
    return {app, [=](Session& session) {
                if (*json)
                    printJson(namedFigures(session.engine.score(*file, ScoreScope::Every)));
                else
                    std::cout << formatScore(session.engine.score(*file));
                return ExitCode::Done;
            }};
}

} // namespace interweave
