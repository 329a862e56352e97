// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/terminal.h"
#include "app/cli/text_format.h"
#include "core/api/json_values.h"
#include "core/api/kept_memories.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

ExitCode list(const Session& session, bool json)
{
    const std::vector<MemorySet> sets = memorySets(session.engine.workspace());
    if (json) {
        printJson(toJson(sets));
        return ExitCode::Done;
    }
    if (sets.empty()) {
        message("no memories are kept");
        return ExitCode::Done;
    }
    std::vector<std::vector<std::string>> rows{{"memories of", "rows", "size", "used"}};
    for (const MemorySet& set : sets)
        rows.push_back({set.name, formatCount(set.rows), formatBytes(set.bytes), set.used});
    std::cout << formatTable(rows);
    return ExitCode::Done;
}

} // namespace

Command declareCache(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("cache",
        "Base memories that the workspace keeps, so that later runs need not compute them");
    app->group("Training");
    app->require_subcommand(1);
    app->footer("A recipe's train.memory_cache_gib is the most that all of them take on disk.");
    CLI::App* const listed = app->add_subcommand("list", "What is kept, used last first");
    app->add_subcommand("clear", "Remove all of it");
    const auto json = std::make_shared<bool>(false);
    addJsonFlag(*listed, *json);
    return {app, [=](Session& session) {
                if (listed->parsed())
                    return list(session, *json);
                message("removed " + formatBytes(clearMemorySets(session.engine.workspace()))
                    + " of memories");
                return ExitCode::Done;
            }};
}

} // namespace interweave
