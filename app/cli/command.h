// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_code.h"
#include "core/api/engine.h"

#include <functional>
#include <span>
#include <stop_token>

namespace CLI {
class App;
}

namespace interweave {

/// What a subcommand works with. Its result goes to stdout, everything else to stderr.
struct Session {
    Engine& engine;
    std::stop_token stop; // requested by the first SIGINT
};

using Action = std::function<ExitCode(Session&)>;

/// A subcommand that was declared, and what it does once its options are parsed.
struct Command {
    CLI::App* app;
    Action action;
};

/// Declares a subcommand with its options, help and examples. Each lives in a file of its own,
/// <name>_command.cpp.
using DeclareCommand = Command (*)(CLI::App& parent);

Command declareInfo(CLI::App& parent);
Command declareVerify(CLI::App& parent);
Command declareSelftest(CLI::App& parent);
Command declareConvert(CLI::App& parent);
Command declareMerge(CLI::App& parent);
Command declareExport(CLI::App& parent);
Command declareTokenize(CLI::App& parent);
Command declareGenerate(CLI::App& parent);
Command declareCompare(CLI::App& parent);
Command declareTrace(CLI::App& parent);
Command declareTrain(CLI::App& parent);
Command declareData(CLI::App& parent);
Command declareRuns(CLI::App& parent);
Command declareReport(CLI::App& parent);
Command declareEval(CLI::App& parent);
Command declareScore(CLI::App& parent);
Command declareSeparation(CLI::App& parent);
Command declareDemo(CLI::App& parent);
Command declareBench(CLI::App& parent);
Command declarePull(CLI::App& parent);
Command declareModels(CLI::App& parent);
Command declareCache(CLI::App& parent);
Command declareSweep(CLI::App& parent);

/// All of them, in the order of the help.
std::span<const DeclareCommand> allCommands();

} // namespace interweave
