// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/terminal.h"
#include "core/api/run_library.h"

#include <CLI/CLI.hpp>

namespace interweave {

namespace {

struct Options {
    std::vector<std::string> runs;
    std::string sweep;
    std::string file = "report.html";
    std::string title;
};

} // namespace

Command declareReport(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "report", "Write an HTML page about runs, side by side, from what is kept of them");
    app->group("Measuring");
    app->footer("Example:\n"
                "  interweave report orrin-lora orrin-imsm --out orrin.html\n"
                "The page needs nothing beside itself and no network.");
    const auto options = std::make_shared<Options>();
    auto* const runs = app->add_option("RUN", options->runs, "runs' ids, names or folders");
    auto* const sweep = app->add_option("--sweep", options->sweep,
        "instead of single runs: what all runs of a sweep say together; --out FILE.md for "
        "Markdown");
    runs->excludes(sweep);
    app->add_option("--out", options->file, "the page, default: report.html")->type_name("FILE");
    app->add_option("--title", options->title, "its heading, default: the runs' names");
    app->callback([=] {
        if (runs->empty() && sweep->empty())
            throw CLI::RequiredError("RUN or --sweep");
    });
    return {app, [=](Session& session) {
                const RunLibrary library(session.engine.workspace());
                if (options->sweep.empty())
                    library.report(options->runs, options->file, options->title);
                else
                    library.studyReport(options->sweep, options->file, options->title);
                message("wrote " + options->file);
                return ExitCode::Done;
            }};
}

} // namespace interweave
