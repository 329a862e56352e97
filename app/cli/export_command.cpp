// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/text_format.h"
#include "core/api/json_values.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

std::string formatFit(const ConstantGateFit& fit, const std::string& folder)
{
    std::vector<std::vector<std::string>> rows{
        {"in the gate's place", "KL(interwoven ‖ it)", "same token"}};
    const auto add = [&](const std::string& what, const Fidelity& fidelity) {
        rows.push_back({what, formatNumber(fidelity.kl) + " nats",
            formatFixed(100.0 * fidelity.agreement, 1) + " %"});
    };
    add("the adapter at " + formatFixed(fit.tuned, 3), fit.best);
    add("the adapter as it is", fit.full);
    add("the base", fit.base);
    return formatTable(rows) + "over " + formatCount(fit.tokens) + " answer tokens of "
        + formatCount(fit.rows) + " rows; the first is in " + folder + "\n";
}

} // namespace

Command declareExport(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "export", "Write a run for programs that know no gate, and say what that loses");
    app->group("Models");
    const auto request = std::make_shared<ConstantGateRequest>();
    const auto json = std::make_shared<bool>(false);
    app->add_option("RUN", request->run, "a run with a gate on a LoRA")->required();
    app->add_option("DIR", request->folder, "the PEFT folder to write")->required();
    app->add_flag("--constant-gate") // there is no other way to export
        ->description("one number for all tokens in the gate's place: the adapter at the strength "
                      "that comes nearest to the interwoven answers")
        ->required();
    app->add_option("--data", request->data,
        "rows to measure on, in the form of the run's; without it those it was trained on");
    app->add_option("--rows", request->limit, "so many of them, from the first")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    addJsonFlag(*app, *json);
    return {app, [=](Session& session) {
                const ConstantGateFit fit
                    = session.engine.exportConstantGate(*request, session.stop);
                if (*json)
                    printJson(toJson(fit));
                else
                    std::cout << formatFit(fit, request->folder);
                return ExitCode::Done;
            }};
}

} // namespace interweave
