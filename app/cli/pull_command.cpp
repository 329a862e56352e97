// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/pull_view.h"
#include "app/cli/terminal.h"
#include "app/cli/text_format.h"
#include "core/api/hub_library.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    PullRequest request;
    bool dataset = false;
    bool dryRun = false;
    bool json = false;
};

std::string filesText(size_t count)
{
    return formatCount(static_cast<int64_t>(count)) + (count == 1 ? " file" : " files");
}

ExitCode show(const PullPlan& plan, bool json)
{
    if (json) {
        printJson(toJson(plan));
        return ExitCode::Done;
    }
    std::vector<std::vector<std::string>> rows{{"file", "size", "pulled"}};
    for (const PlannedFile& file : plan.files)
        rows.push_back({file.path, formatBytes(file.bytes),
            file.there        ? "is there"
                : file.wanted ? "yes"
                              : "no"});
    std::cout << formatTable(rows);
    message(plan.problem.empty() ? formatBytes(plan.bytesToFetch) + " to fetch" : plan.problem);
    return ExitCode::Done;
}

void summarise(const PullResult& result)
{
    if (!result.leftOut.empty())
        message("left out, since pickles can run code when they are read: " + result.leftOut.front()
            + (result.leftOut.size() > 1
                    ? " and " + std::to_string(result.leftOut.size() - 1) + " more"
                    : ""));
    message(filesText(result.files.size()) + ", " + formatBytes(result.bytes) + "; "
        + (result.downloadedBytes > 0 ? formatBytes(result.downloadedBytes) + " fetched in "
                    + formatDuration(result.elapsedSeconds)
                                      : "all were there"));
}

ExitCode pull(Session& session, const Options& options)
{
    PullRequest request = options.request;
    request.kind = options.dataset ? RepoKind::Dataset : RepoKind::Model;
    if (options.dryRun)
        return show(HubLibrary().plan(request, session.stop), options.json);
    PullResult result;
    {
        PullView view("pulling " + request.repo);
        result = HubLibrary().pull(request, view.callbacks(), session.stop);
    }
    summarise(result);
    if (options.json)
        printJson(toJson(result));
    else
        std::cout << result.folder << '\n';
    return ExitCode::Done;
}

} // namespace

Command declarePull(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("pull", "Fetch a model or a data set from the hub");
    app->group("Models");
    app->footer(
        "Examples:\n"
        "  interweave pull HuggingFaceTB/SmolLM2-135M\n"
        "  interweave info HuggingFaceTB/SmolLM2-135M       # its name serves as MODEL then\n"
        "  interweave pull Qwen/Qwen2.5-0.5B-Instruct-GGUF --include '*q4_k_m*'\n"
        "  interweave pull tatsu-lab/alpaca --dataset --include '*.json'\n"
        "What is cut short goes on where it ended when it is pulled again. The cache is Hugging "
        "Face's\n"
        "(HF_HUB_CACHE, HF_HOME); HF_TOKEN lets in where an account is needed, HF_ENDPOINT names\n"
        "another hub, HF_HUB_OFFLINE=1 forbids every request.");
    const auto options = std::make_shared<Options>();
    app->add_option("REPOSITORY", options->request.repo, "ORG/NAME")->required();
    app->add_option(
        "--revision", options->request.revision, "a branch, a tag or a commit; default: main");
    app->add_option("--include", options->request.include,
           "fetch the files that fit this pattern instead; may be repeated")
        ->allow_extra_args(false);
    app->add_flag("--dataset", options->dataset, "a data set, no model");
    app->add_flag("--dry-run", options->dryRun, "list what there is and what would be fetched");
    app->add_flag("--check", options->request.check,
        "read what is there, too, and fetch again what is damaged");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return pull(session, *options); }};
}

} // namespace interweave
