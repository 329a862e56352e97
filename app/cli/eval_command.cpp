// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/json_values.h"
#include "app/cli/metric_table.h"
#include "app/cli/options.h"
#include "app/cli/progress_bar.h"
#include "core/support/atomic_file.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    EvaluateRequest request;
    std::string branch;
    std::string predictions;
    bool json = false;
};

std::vector<Branch> branchesOf(const std::string& option)
{
    if (option.empty())
        return {};
    if (option == "all")
        return {Branch::Base, Branch::Tuned, Branch::Interwoven};
    return {parseBranch(option)};
}

void writePredictions(const std::string& file, const std::vector<TaskResult>& results)
{
    AtomicFile output(file);
    for (const TaskResult& result : results)
        for (const Json& line : predictionLines(result)) {
            const std::string text = jsonText(line, false) + "\n";
            output.write(text.data(), text.size());
        }
    output.commit();
}

ExitCode evaluate(Session& session, const Options& options)
{
    EvaluateRequest request = options.request;
    request.branches = branchesOf(options.branch);
    std::vector<TaskResult> results;
    {
        ProgressBar bar("evaluating");
        results = session.engine.evaluate(
            request,
            [&](const EvaluationProgress& progress) {
                bar.setLabel(progress.task);
                bar.update(progress.done, progress.total, {}, progress.secondsLeft);
            },
            session.stop);
    }
    if (!options.predictions.empty())
        writePredictions(options.predictions, results);
    if (options.json)
        printJson({{"results", toJson(results)}});
    else
        std::cout << formatResults(results);
    return ExitCode::Done;
}

} // namespace

Command declareEval(CLI::App& parent)
{
    CLI::App* const app
        = parent.add_subcommand("eval", "Measure a model or a run on a suite of tasks");
    app->group("Measuring");
    app->footer("Examples:\n"
                "  interweave eval orrin --suite suite.yaml --branch all\n"
                "  interweave eval models/SmolLM2-135M --suite mrpc.test.jsonl --limit 200 "
                "--predictions out.jsonl");
    const auto options = std::make_shared<Options>();
    addModelOptions(*app, options->request.model);
    app->add_option("--suite", options->request.suite, "a suite, YAML, or one data file, .jsonl")
        ->required();
    app->add_option("--branch", options->branch,
           "base, tuned, interwoven or all; default: the last of these three that the model has")
        ->check(CLI::IsMember({"base", "tuned", "interwoven", "all"}));
    app->add_option("--limit", options->request.limit, "the first N rows of each task; 0: all")
        ->check(CLI::NonNegativeNumber);
    app->add_option(
        "--predictions", options->predictions, "write every answer, as 'score' reads them");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return evaluate(session, *options); }};
}

} // namespace interweave
