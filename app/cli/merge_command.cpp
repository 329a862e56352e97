// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

Command declareMerge(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "merge", "Write a model with its adapter folded into the weights: the tuned branch alone");
    app->group("Models");
    const auto request = std::make_shared<MergeRequest>();
    app->add_option("MODEL", request->model, "a run, or a model folder with --adapter")->required();
    app->add_option("DIR", request->folder, "the folder to write")->required();
    app->add_option("--adapter", request->adapter, "a PEFT folder; without it the run's own");
    app->add_option(
           "--dtype", request->dtype, "fp32, bf16 or fp16; auto: as the model's weights are")
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}))
        ->capture_default_str();
    return {app, [=](Session& session) {
                std::cout << session.engine.merge(*request, session.stop).string() << '\n';
                return ExitCode::Done;
            }};
}

} // namespace interweave
