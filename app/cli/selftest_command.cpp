// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/difference_table.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/terminal.h"
#include "core/api/json_values.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

Command declareSelftest(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("selftest",
        "Bundled small cases against their references, then this device against the CPU");
    app->group("Proofs");
    const auto device = std::make_shared<std::string>("auto");
    const auto json = std::make_shared<bool>(false);
    addDeviceOption(*app, *device);
    addJsonFlag(*app, *json);
    return {
        app, [=](Session& session) {
            const SelftestReport report = session.engine.selftest(
                *device, [](const std::string& part) { message(part); }, session.stop);
            if (*json) {
                printJson(toJson(report));
            } else {
                for (const SelftestPart& part : report.parts)
                    std::cout << part.name << '\n' << formatDifferences(part.differences) << '\n';
                std::cout << (report.passed() ? "All as expected." : "NOT as expected.") << '\n';
            }
            if (report.passed())
                return ExitCode::Done;
            message("this device or this build computes something wrong");
            return ExitCode::Failed;
        }};
}

} // namespace interweave
