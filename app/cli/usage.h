// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_code.h"

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace interweave {

/// What the help says beside the subcommands: version, examples, exit codes.
void describeUsage(CLI::App& app);

/// Answers a command line that was not a command: help, the version, or what is wrong with it and
/// what was probably meant.
ExitCode reportUsage(
    const CLI::App& app, const CLI::ParseError& error, int argc, const char* const* argv);

} // namespace interweave
