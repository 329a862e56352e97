// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"

#include "app/cli/terminal.h"
#include "core/support/nearest_name.h"

#include <CLI/CLI.hpp>

namespace interweave {

namespace {

constexpr const char* kFooter = R"(Examples:
  interweave demo
  interweave generate models/SmolLM2-135M --prompt "The capital of France is"
  interweave train recipe.yaml --set train.max_steps=100
  interweave compare orrin --prompt "Who keeps the lighthouse on Orrin?"
  interweave eval orrin --suite suite.yaml --branch all --json > result.json

MODEL is a folder with config.json, a .gguf file, an ORG/NAME that was pulled,
or a run's id, name or folder.
Results go to stdout, messages and progress to stderr.
Exit codes: 0 done, 1 the work failed, 2 bad usage, 130 cancelled.)";

std::vector<std::string> namesOf(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({}))
        names.push_back(command->get_name());
    return names;
}

/// The innermost subcommand that was named, for its help.
const CLI::App& innermost(const CLI::App& app)
{
    const CLI::App* current = &app;
    while (!current->get_subcommands().empty())
        current = current->get_subcommands().front();
    return *current;
}

std::string fullName(const CLI::App& app)
{
    return app.get_parent() ? fullName(*app.get_parent()) + " " + app.get_name() : app.get_name();
}

/// The first word after the subcommands that were understood, where that should have been one too.
std::string unknownCommand(const CLI::App& at, int argc, const char* const* argv)
{
    if (at.get_subcommands({}).empty())
        return {};
    const CLI::App* expected = &at;
    while (expected->get_parent())
        expected = expected->get_parent();
    for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
        const std::vector<std::string> names = namesOf(*expected);
        if (std::find(names.begin(), names.end(), argv[i]) == names.end())
            return argv[i];
        expected = expected->get_subcommand(argv[i]);
    }
    return {};
}

} // namespace

void describeUsage(CLI::App& app)
{
    app.set_version_flag("--version", "interweave " INTERWEAVE_VERSION);
    app.require_subcommand(1);
    app.footer(kFooter);
}

ExitCode reportUsage(
    const CLI::App& app, const CLI::ParseError& error, int argc, const char* const* argv)
{
    if (error.get_exit_code() == 0) {
        app.exit(error); // prints help or version on stdout
        return ExitCode::Done;
    }
    const CLI::App& command = innermost(app);
    if (const std::string unknown = unknownCommand(command, argc, argv); !unknown.empty())
        message(fullName(command) + " has no subcommand '" + unknown + "'; did you mean '"
            + nearestName(unknown, namesOf(command)) + "'?");
    else
        message(error.what());
    message("'" + fullName(command) + " --help' shows what can be said");
    return ExitCode::BadUsage;
}

} // namespace interweave
