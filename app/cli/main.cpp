// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/failure.h"
#include "app/cli/interrupt.h"
#include "app/cli/usage.h"
#include "core/support/error.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <vector>

namespace interweave {

namespace {

ExitCode runCommand(const Action& action)
{
    const Interrupt interrupt;
    try {
        Engine engine;
        Session session{engine, interrupt.token()};
        const ExitCode code = action(session);
        std::cout.flush();
        if (!std::cout)
            throw Error(ErrorCode::Io, "stdout", "the output could not be written");
        return code;
    } catch (const Error& error) {
        return reportFailure(error);
    } catch (const std::exception& error) {
        return reportFailure(Error(ErrorCode::Internal, {}, error.what()));
    }
}

ExitCode run(int argc, char** argv)
{
    CLI::App app(
        "Fine-tune language models without forgetting: train, run and measure a siamese model.",
        "interweave");
    describeUsage(app);
    std::vector<Command> commands;
    for (const DeclareCommand declare : allCommands())
        commands.push_back(declare(app));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return reportUsage(app, error, argc, argv);
    }
    for (const Command& command : commands)
        if (command.app->parsed())
            return runCommand(command.action);
    return ExitCode::BadUsage;
}

} // namespace

} // namespace interweave

int main(int argc, char** argv)
{
    return static_cast<int>(interweave::run(argc, argv));
}
