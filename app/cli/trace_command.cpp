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

struct Options {
    TraceRequest request;
    TextSource prompt;
    bool json = false;
};

std::string visible(const std::string& text)
{
    std::string shown;
    for (const char c : text)
        shown += c == '\n' ? "\\n" : c == '\t' ? "\\t" : std::string(1, c);
    return "'" + shown + "'";
}

std::string likeliest(const VoiceTrace& voice)
{
    if (voice.top.empty())
        return {};
    return visible(voice.top.front().text) + " " + formatNumber(voice.top.front().probability);
}

std::string table(const Trace& trace)
{
    std::vector<std::vector<std::string>> rows{{"token", "gate", "±", "base says", "tuned says",
        "interwoven says", "logit from base", "from tuned"}};
    for (const TokenTrace& token : trace.answer)
        rows.push_back(
            {visible(token.token.text), formatNumber(token.gateMean), formatNumber(token.gateStd),
                likeliest(token.base), likeliest(token.tuned), likeliest(token.interwoven),
                formatNumber(token.logitFromBase), formatNumber(token.logitFromTuned)});
    return formatTable(rows);
}

ExitCode trace(Session& session, const Options& options)
{
    TraceRequest request = options.request;
    request.prompt = options.prompt.read();
    const Trace result = session.engine.trace(request, session.stop);
    if (options.json)
        printJson(toJson(result));
    else
        std::cout << table(result);
    return ExitCode::Done;
}

} // namespace

Command declareTrace(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("trace",
        "Token by token: the gate's mean and channels, what each memory said, the three's "
        "candidates");
    app->group("Answers");
    app->footer(
        "The gate is the base memory's share: 1 is base, 0 is tuned. --json has all figures.");
    const auto options = std::make_shared<Options>();
    addModelOptions(*app, options->request.model);
    addTextOptions(*app, "prompt", "the prompt", options->prompt);
    addChatOptions(*app, options->request.chat);
    app->add_option("--answer", options->request.answer,
        "the answer to trace; default: the one that the interwoven branch gives");
    app->add_option("--candidates", options->request.topK, "candidates of each voice in --json")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    addSamplingOptions(*app, options->request.sampling);
    app->add_flag(
        "--save", options->request.save, "keep this with the run, for reports and the window");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return trace(session, *options); }};
}

} // namespace interweave
