// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

Command declareConvert(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "convert", "Turn a GGUF file into a Hugging Face folder that transformers loads");
    app->group("Models");
    const auto file = std::make_shared<std::string>();
    const auto folder = std::make_shared<std::string>();
    app->add_option("GGUF", *file, "the file to read")->required();
    app->add_option("DIR", *folder, "the folder to write")->required();
    return {app, [=](Session& session) {
                std::cout << session.engine.convert(*file, *folder, session.stop).string() << '\n';
                return ExitCode::Done;
            }};
}

} // namespace interweave
