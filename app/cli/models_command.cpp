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

#include <algorithm>
#include <iostream>

namespace interweave {

namespace {

struct Options {
    std::string repo;
    bool dataset = false;
    bool json = false;

    RepoKind kind() const { return dataset ? RepoKind::Dataset : RepoKind::Model; }
};

std::string namesOf(const CachedRevision& revision)
{
    std::string names;
    for (const std::string& one : revision.names)
        names += (names.empty() ? "" : ", ") + one;
    return names.empty() ? revision.commit.substr(0, 8) : names;
}

std::string formatRepos(const std::vector<CachedRepo>& repos)
{
    std::vector<std::vector<std::string>> rows{
        {"repository", "kind", "revision", "files", "size", "changed", "remark"}};
    for (const CachedRepo& repo : repos) {
        for (const CachedRevision& revision : repo.revisions)
            rows.push_back(
                {repo.repo, name(repo.kind), namesOf(revision), formatCount(revision.files),
                    formatBytes(revision.bytes), revision.changed, revision.problem});
        if (repo.unfinishedBytes > 0)
            rows.push_back({repo.repo, name(repo.kind), "unfinished", "",
                formatBytes(repo.unfinishedBytes), "", "pull it again to go on"});
    }
    return formatTable(rows);
}

ExitCode list(const Options& options)
{
    const HubLibrary library;
    const std::vector<CachedRepo> repos = library.list();
    if (options.json)
        printJson(toJson(repos));
    else if (repos.empty())
        message("nothing has been pulled yet; the cache is " + library.cacheFolder().string());
    else
        std::cout << formatRepos(repos);
    return ExitCode::Done;
}

ExitCode check(const Session& session, const Options& options)
{
    std::vector<FileCheck> files;
    {
        PullView view("reading " + options.repo);
        files = HubLibrary().check(
            options.repo, options.kind(),
            [&](const PullProgress& progress) { view.show(progress); }, session.stop);
    }
    const auto isBad = [](const FileCheck& file) {
        return file.state == FileState::Damaged || file.state == FileState::Missing;
    };
    const bool bad = std::any_of(files.begin(), files.end(), isBad);
    if (options.json) {
        printJson(toJson(files));
    } else {
        std::vector<std::vector<std::string>> rows{{"file", "commit", "size", "state"}};
        for (const FileCheck& file : files)
            rows.push_back(
                {file.path, file.commit.substr(0, 8), formatBytes(file.bytes), name(file.state)});
        std::cout << formatTable(rows);
    }
    if (bad)
        message("fetch again what is damaged with: interweave pull " + options.repo
            + (options.dataset ? " --dataset" : "") + " --check");
    return bad ? ExitCode::Failed : ExitCode::Done;
}

} // namespace

Command declareModels(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "models", "The models and data sets of the hub that are on this machine");
    app->group("Models");
    app->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    CLI::App* const listed
        = app->add_subcommand("list", "What there is, with sizes and what keeps it from use");
    CLI::App* const checked
        = app->add_subcommand("check", "Read a repository's files and hold each against its hash");
    CLI::App* const deleted
        = app->add_subcommand("delete", "Remove a repository with all its revisions");
    for (CLI::App* part : {checked, deleted}) {
        part->add_option("REPOSITORY", options->repo, "ORG/NAME")->required();
        part->add_flag("--dataset", options->dataset, "a data set, no model");
    }
    addJsonFlag(*listed, options->json);
    addJsonFlag(*checked, options->json);
    return {app, [=](Session& session) {
                if (listed->parsed())
                    return list(*options);
                if (checked->parsed())
                    return check(session, *options);
                HubLibrary().remove(options->repo, options->kind());
                return ExitCode::Done;
            }};
}

} // namespace interweave
