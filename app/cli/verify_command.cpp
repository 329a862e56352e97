// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/difference_table.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/terminal.h"
#include "core/api/json_values.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace interweave {

Command declareVerify(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "verify", "Hold our outputs against a reference's expected.safetensors");
    app->group("Proofs");
    app->footer("CASE_DIR holds config.json, model.safetensors and expected.safetensors "
                "(input_ids, hidden, logits,\n"
                "greedy), or case.json, adapter/, gate.safetensors and expected.safetensors, its "
                "base model in\n"
                "../../models. Exit code 1 when any difference is over its tolerance.");
    const auto request = std::make_shared<VerifyRequest>();
    const auto json = std::make_shared<bool>(false);
    app->add_option("CASE_DIR", request->caseFolder, "the reference's case")->required();
    app->add_option("--save", request->saveFile, "write what we computed, under the same names");
    addDeviceOption(*app, request->device);
    addThreadsOption(*app, request->threads);
    addJsonFlag(*app, *json);
    return {app, [=](Session& session) {
                const VerifyReport report = session.engine.verify(*request, session.stop);
                if (*json)
                    printJson(toJson(report));
                else
                    std::cout << formatDifferences(report.differences);
                if (report.passed())
                    return ExitCode::Done;
                const auto failed = std::count_if(report.differences.begin(),
                    report.differences.end(), [](const Difference& d) { return !d.passed(); });
                message(request->caseFolder + ": " + std::to_string(failed) + " of "
                    + std::to_string(report.differences.size())
                    + " quantities are not as expected");
                return ExitCode::Failed;
            }};
}

} // namespace interweave
