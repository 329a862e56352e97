// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "core/api/json_values.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    GenerateRequest request;
    TextSource prompt;
    bool json = false;
};

ExitCode generate(Session& session, const Options& options)
{
    GenerateRequest request = options.request;
    request.prompt = options.prompt.read();
    // A stop string may begin in text that was already handed out: then only the end result is safe
    // to show.
    const bool stream = !options.json && request.sampling.stopStrings.empty();
    const auto print = [](const GeneratedToken& token) { std::cout << token.text << std::flush; };
    std::function<void(const GeneratedToken&)> onToken;
    if (stream)
        onToken = print;
    const Generation answer = session.engine.generate(request, onToken, session.stop);
    if (options.json) {
        printJson(toJson(answer));
    } else if (stream) {
        size_t shown = 0;
        for (const GeneratedToken& token : answer.tokens)
            shown += token.text.size();
        std::cout << answer.text.substr(std::min(shown, answer.text.size())) << '\n';
    } else {
        std::cout << answer.text << '\n';
    }
    return answer.stopReason == StopReason::Cancelled ? ExitCode::Cancelled : ExitCode::Done;
}

} // namespace

Command declareGenerate(CLI::App& parent)
{
    CLI::App* const app
        = parent.add_subcommand("generate", "Continue a prompt, printed token by token");
    app->group("Answers");
    app->footer("Example:\n  interweave generate orrin --prompt \"Question: …\" --branch tuned "
                "--max-new 32");
    const auto options = std::make_shared<Options>();
    addModelOptions(*app, options->request.model);
    addTextOptions(*app, "prompt", "the prompt", options->prompt);
    addChatOptions(*app, options->request.chat);
    addBranchOption(*app, options->request.branch);
    addSamplingOptions(*app, options->request.sampling);
    app->add_flag(
        "--save", options->request.save, "keep this with the run, for reports and the window");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) { return generate(session, *options); }};
}

} // namespace interweave
