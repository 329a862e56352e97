// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/demo_text.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/share_colours.h"
#include "app/cli/terminal.h"
#include "app/cli/training_view.h"
#include "core/api/demonstration.h"
#include "core/api/run_library.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>

namespace interweave {

namespace {

struct Options {
    std::string report; // empty: beside the demonstration's files
    std::string device = "auto";
    bool json = false;
};

/// One of the two trainings, and what the store kept of it.
struct Trained {
    DemoRun run;
    std::string id;
    bool stopped = false;
};

Trained train(Session& session, const RunLibrary& library, const std::string& label,
    const std::string& recipe, const Options& options)
{
    message("training " + label + ", measuring what is kept");
    WatchedRun watched = trainWithProgress(
        session, {recipe, {}, {"train.device=" + options.device}}, Watching::Quietly);
    Trained trained{{label, {}, {}, {}}, watched.result.runId, false};
    trained.stopped = watched.result.status != TrainStatus::Finished;
    if (!trained.stopped) {
        trained.run.before = std::move(watched.watched.front());
        trained.run.after = std::move(watched.watched.back());
        trained.run.samples = library.record(trained.id).samples;
    }
    return trained;
}

ExitCode demo(Session& session, const Options& options)
{
    const auto start = std::chrono::steady_clock::now();
    const RunLibrary library(session.engine.workspace());
    const Demonstration files = unpackDemonstration(session.engine.workspace());
    std::vector<DemoRun> runs;
    std::vector<std::string> ids;
    for (const auto& [label, recipe] :
        {std::pair<std::string, std::string>{"LoRA", files.loraRecipe},
            {"LoRA + IMSM", files.imsmRecipe}}) {
        Trained trained = train(session, library, label, recipe, options);
        if (trained.stopped)
            return ExitCode::Cancelled;
        runs.push_back(std::move(trained.run));
        ids.push_back(trained.id);
    }
    const std::string report = options.report.empty()
        ? (session.engine.workspace() / "demonstration" / "report.html").string()
        : options.report;
    library.report(ids, report, "The demonstration");
    if (options.json) {
        Json records = Json::array();
        for (const std::string& id : ids)
            records.push_back(toJson(library.record(id)));
        printJson({{"runs", records}, {"report", report}});
        return ExitCode::Done;
    }

    const double seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::cout
        << "A small model learned a new task, '" << files.newTask
        << "', twice: with LoRA, and with LoRA and a gate that\n"
           "interweaves the base's memory with the tuned one (IMSM). Rows right of each skill,\n"
           "and the cross-entropy of stories, with 95 % intervals:\n\n"
        << formatSkills(runs, files.newTask) << '\n'
        << formatKept(runs, files.newTask) << "\n\n"
        << formatSamples(runs);
    if (const std::string legend = shareLegend(); !legend.empty())
        std::cout << legend << "\n\n";
    std::cout << "Report:            " << report << '\n'
              << "Ask it yourself:   interweave compare " << ids.back() << " --prompt \"…\"\n"
              << "Your own model:    interweave train " << files.imsmRecipe
              << " --set model=… --set data.train.path=…\n"
              << "All of this was measured here, in " << formatDuration(seconds) << ".\n";
    return ExitCode::Done;
}

} // namespace

Command declareDemo(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("demo",
        "Teach the embedded model a new task with LoRA and with IMSM, and see what each forgets");
    app->group("Training");
    const auto options = std::make_shared<Options>();
    app->add_option("--report", options->report, "where to write the HTML report")
        ->type_name("FILE");
    addDeviceOption(*app, options->device);
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return demo(session, *options); }};
}

} // namespace interweave
