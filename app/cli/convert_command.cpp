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
    const auto request = std::make_shared<ConvertRequest>();
    app->add_option("GGUF", request->source, "the file to read")->required();
    app->add_option("DIR", request->folder, "the folder to write")->required();
    app->add_option("--dtype", request->dtype,
           "fp32, bf16 or fp16; auto: as it is, quantised tensors as fp32")
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}))
        ->capture_default_str();
    return {app, [=](Session& session) {
                std::cout << session.engine.convert(*request, session.stop).string() << '\n';
                return ExitCode::Done;
            }};
}

} // namespace interweave
