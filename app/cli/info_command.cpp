// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/text_format.h"
#include "core/api/json_values.h"
#include "core/support/number_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

std::string describeDtypes(const ModelInfo& info)
{
    std::string text;
    for (const DtypeShare& share : info.dtypes)
        text += (text.empty() ? "" : ", ") + share.dtype + " (" + formatCount(share.parameters)
            + ")";
    return text;
}

std::string describeTokenizer(const ModelInfo& info)
{
    return info.tokenizer.empty()
        ? "none found"
        : info.tokenizer + ", " + formatCount(info.tokenizerSize) + " tokens";
}

std::string describeAdapter(const AdapterInfo& adapter)
{
    std::string text = adapter.method;
    if (adapter.rank > 0)
        text += ", rank " + std::to_string(adapter.rank);
    return text + ", " + formatCount(adapter.parameters) + " parameters, " + adapter.folder;
}

std::vector<std::pair<std::string, std::string>> facts(const ModelInfo& info)
{
    const auto count = [](int64_t value) { return value > 0 ? formatCount(value) : ""; };
    std::vector<std::pair<std::string, std::string>> list{
        {"model", info.path},
        {"format", info.format},
        {"family", info.family},
        {"not supported", info.unsupported},
        {"parameters", formatCount(info.parameters)},
        {"stored as", describeDtypes(info)},
        {"layers", count(info.layers)},
        {"hidden", count(info.hidden)},
        {"intermediate", count(info.intermediate)},
        {"heads",
            info.heads > 0 ? std::to_string(info.heads) + " of " + std::to_string(info.headDim)
                    + ", " + std::to_string(info.kvHeads) + " for keys and values"
                           : ""},
        {"vocabulary", count(info.vocabulary)},
        {"positions", count(info.maxPositions)},
        {"tokenizer", describeTokenizer(info)},
        {"chat template", info.chatTemplate},
        {"runs on", info.device + " in " + info.dtype},
        {"weights there", formatBytes(info.weightBytes)},
    };
    if (info.cacheBytesPerToken > 0)
        list.emplace_back("key-value cache",
            formatBytes(info.cacheBytesPerToken) + " a token, twice that interwoven; "
                + formatBytes(info.cacheBytesPerToken * info.maxPositions) + " at all positions");
    if (info.adapter) {
        list.emplace_back("adapter", describeAdapter(*info.adapter));
        if (!info.adapter->fusion.empty())
            list.emplace_back("gate",
                info.adapter->fusion + ", " + formatCount(info.adapter->gateParameters)
                    + " parameters");
    }
    return list;
}

} // namespace

Command declareInfo(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand(
        "info", "What a checkpoint is: family, sizes, tokenizer, memory it will take");
    app->group("Models");
    const auto model = std::make_shared<ModelRef>();
    const auto json = std::make_shared<bool>(false);
    addModelOptions(*app, *model);
    addJsonFlag(*app, *json);
    return {app, [=](Session& session) {
                const ModelInfo info = session.engine.info(*model);
                if (*json)
                    printJson(toJson(info));
                else
                    std::cout << formatFacts(facts(info));
                return ExitCode::Done;
            }};
}

} // namespace interweave
