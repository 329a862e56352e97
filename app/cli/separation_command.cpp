// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/progress_bar.h"
#include "app/cli/terminal.h"
#include "app/cli/text_format.h"
#include "core/api/json_values.h"
#include "core/api/suite_tasks.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

std::string formatInterval(const Estimate& estimate)
{
    return formatFixed(estimate.low, 3) + " … " + formatFixed(estimate.high, 3);
}

std::string formatSeparation(const GateSeparation& separation)
{
    std::vector<std::vector<std::string>> rows{
        {"task", "rows", "tokens", "mean gate", "95 % interval", "AUC", "95 % interval"}};
    const auto add = [&](const std::string& name, const TaskGate& gate) {
        rows.push_back({name, std::to_string(gate.rows), std::to_string(gate.tokens),
            formatFixed(gate.gate.value, 3), formatInterval(gate.gate),
            gate.auc ? formatFixed(gate.auc->value, 3) : "",
            gate.auc ? formatInterval(*gate.auc) : ""});
    };
    add(separation.on.task + " (on)", separation.on);
    for (const TaskGate& gate : separation.off)
        add(gate.task, gate);
    if (separation.off.size() > 1)
        add("all off-task", separation.allOff);
    return formatTable(rows)
        + "gate: the base's share of a token; AUC: how often it is higher off the task than on "
          "it,\nties by half: 0.5 tells nothing, 1 always trusts the base more off the task\n";
}

ExitCode measure(Session& session, const SeparationRequest& request, bool json)
{
    for (const std::string& task : tasksLeftOut(request.suite, request.data))
        message(task + " is left out: its file is not there");
    GateSeparation separation;
    {
        ProgressBar bar("measuring");
        separation = session.engine.separation(
            request,
            [&](const EvaluationProgress& progress) {
                bar.setLabel(progress.task);
                bar.update(progress.done, progress.total, {}, progress.secondsLeft);
            },
            session.stop);
    }
    if (json)
        printJson(toJson(separation));
    else
        std::cout << formatSeparation(separation);
    return ExitCode::Done;
}

} // namespace

Command declareSeparation(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "separation", "How well a run's gate tells its task's tokens from other text");
    app->group("Measuring");
    app->footer("Rows of input and output count with the tokens of their first answer, after the\n"
                "input; texts with all but their first. Rows, not tokens, are resampled for the\n"
                "intervals. Of a gate inside the layers the last mix counts alone.\n\n"
                "Example:\n"
                "  interweave separation orrin --suite suite.yaml --on mrpc");
    const auto request = std::make_shared<SeparationRequest>();
    const auto json = std::make_shared<bool>(false);
    addModelOptions(*app, request->model);
    app->add_option("--suite", request->suite,
           "a suite, YAML, of the task and others; or paper: the tasks of arXiv 2412.17383")
        ->required();
    app->add_option("--data", request->data,
           "the folder that the suite's files are in; default: the suite's own")
        ->type_name("FOLDER");
    app->add_option("--on", request->on,
           "the task that the run was trained for; all others are off-task; default: the first")
        ->type_name("TASK");
    app->add_option("--limit", request->limit, "the first N rows of each task; 0: all")
        ->check(CLI::NonNegativeNumber);
    addJsonFlag(*app, *json);
    return {app, [=](Session& session) { return measure(session, *request, *json); }};
}

} // namespace interweave
