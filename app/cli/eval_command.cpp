// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/progress_bar.h"
#include "app/cli/terminal.h"
#include "core/api/json_values.h"
#include "core/api/lm_eval.h"
#include "core/api/suite_tasks.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/file_name.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>

namespace interweave {

namespace {

struct Options {
    EvaluateRequest request;
    std::vector<std::string> branches;
    std::vector<double> adapterScales;
    std::vector<double> logitMixes;
    bool sweep = false;
    std::string predictions; // a folder; empty: not written
    std::string lmEval; // likewise
    bool json = false;
};

/// "all", or names between commas; nothing where the model's natural branch is meant.
std::vector<Branch> branchesOf(const std::vector<std::string>& names)
{
    if (names == std::vector<std::string>{"all"})
        return {Branch::Base, Branch::Tuned, Branch::Interwoven};
    std::vector<Branch> branches;
    for (const std::string& name : names)
        branches.push_back(parseBranch(name));
    return branches;
}

std::vector<Blend> blendsOf(const Options& options)
{
    std::vector<Blend> blends;
    const auto add = [&](Blend::Kind kind, const std::vector<double>& points) {
        for (const double tuned : points)
            blends.push_back({kind, tuned});
        if (options.sweep)
            std::ranges::copy(blendSweep(kind), std::back_inserter(blends));
    };
    add(Blend::Kind::AdapterScale, options.adapterScales);
    add(Blend::Kind::LogitMix, options.logitMixes);
    return blends;
}

/// "tuned", "adapter_scale_0.3": a part of a file's name.
std::string voiceName(const TaskResult& result)
{
    if (result.blend.kind == Blend::Kind::None)
        return result.branch;
    std::string name = label(result.blend);
    std::ranges::replace(name, ' ', '_');
    return name;
}

/// A file for each task and branch, "mrpc.tuned.jsonl": `score` reads one at a time.
void writePredictions(const std::filesystem::path& folder, const std::vector<TaskResult>& results)
{
    std::filesystem::create_directories(folder);
    for (const TaskResult& result : results) {
        std::string name = result.task + "." + voiceName(result) + ".jsonl";
        std::ranges::replace(name, '/', '_');
        if (!isPlainFileName(name))
            throw Error(ErrorCode::InvalidArgument, result.task,
                "this task's name cannot be a file's; give the task another name in the suite");
        AtomicFile output(folder / name);
        for (const Json& line : predictionLines(result)) {
            const std::string text = jsonText(line, false) + "\n";
            output.write(text.data(), text.size());
        }
        output.commit();
    }
}

/// A file for each branch or blend, "tuned.json".
void writeLmEval(const std::filesystem::path& folder, const std::vector<TaskResult>& results,
    const std::string& model)
{
    std::filesystem::create_directories(folder);
    const double now
        = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
              .count();
    std::map<std::string, std::vector<TaskResult>> ofVoices;
    for (const TaskResult& result : results)
        ofVoices[voiceName(result)].push_back(result);
    for (const auto& [voice, ofVoice] : ofVoices)
        writeFileAtomically(
            folder / (voice + ".json"), jsonText(lmEvalJson(ofVoice, model, now), true) + "\n");
}

ExitCode evaluate(Session& session, const Options& options)
{
    EvaluateRequest request = options.request;
    request.branches = branchesOf(options.branches);
    request.blends = blendsOf(options);
    for (const std::string& task : tasksLeftOut(request.suite, request.data))
        message(task + " is left out: its file is not there");
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
    if (!options.lmEval.empty())
        writeLmEval(options.lmEval, results, request.model.path);
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
                "--predictions out\n"
                "  interweave eval orrin --suite paper --data glue-and-others --branch all");
    const auto options = std::make_shared<Options>();
    addModelOptions(*app, options->request.model);
    app->add_option("--suite", options->request.suite,
           "a suite, YAML, or one data file, .jsonl; or paper: the tasks of arXiv 2412.17383")
        ->required();
    app->add_option("--data", options->request.data,
           "the folder that the suite's files are in; default: the suite's own")
        ->type_name("FOLDER");
    app->add_option("--branch", options->branches,
           "base, tuned, interwoven, several of them as base,tuned, or all, in one pass; default: "
           "the last of these three that the model has")
        ->delimiter(',')
        ->check(CLI::IsMember({"base", "tuned", "interwoven", "all"}));
    app->add_option("--adapter-scale", options->adapterScales,
           "also the adapter at these strengths, 0 the base, 1 as it is")
        ->delimiter(',');
    app->add_option("--logit-mix", options->logitMixes,
           "also the logits of both branches mixed, by the tuned one's share")
        ->delimiter(',');
    app->add_flag("--sweep", options->sweep, "both at the 11 points 0, 0.1 … 1");
    app->add_option("--limit", options->request.limit, "the first N rows of each task; 0: all")
        ->check(CLI::NonNegativeNumber);
    app->add_flag("--fresh", options->request.fresh,
        "begin anew, where an evaluation that was cut short would go on");
    app->add_flag("--known", options->request.known,
        "take finished evaluations of the same model, data and settings from the store");
    app->add_flag("!--no-keep", options->request.keep,
        "leave nothing in the workspace's store; it cannot go on after a stop either");
    app->add_option("--predictions", options->predictions,
           "write every row into FOLDER, a file for each task and branch, as 'score' reads them")
        ->type_name("FOLDER");
    app->add_option("--lm-eval", options->lmEval,
           "write the figures into FOLDER as lm-evaluation-harness does, a file for each branch")
        ->type_name("FOLDER");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return evaluate(session, *options); }};
}

} // namespace interweave
