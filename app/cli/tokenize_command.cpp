// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/text_format.h"
#include "core/api/json_values.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    TokenizeRequest request;
    TextSource text;
    bool noSpecial = false;
    bool json = false;
};

std::string table(const Tokenization& tokens)
{
    std::vector<std::vector<std::string>> rows{{"id", "piece"}};
    for (const TokenPiece& token : tokens.tokens)
        rows.push_back(
            {std::to_string(token.id), token.piece + (token.special ? "  (special)" : "")});
    return formatTable(rows);
}

} // namespace

Command declareTokenize(CLI::App& parent)
{
    CLI::App* const app
        = parent.add_subcommand("tokenize", "The token ids of a text and their pieces");
    app->group("Models");
    const auto options = std::make_shared<Options>();
    app->add_option("MODEL", options->request.model, "a model, a run, or a tokenizer's own file")
        ->required();
    addTextOptions(*app, "text", "the text", options->text);
    addChatOptions(*app, options->request.chat);
    app->add_flag(
        "--no-special", options->noSpecial, "do not add what the model expects around a text");
    addJsonFlag(*app, options->json);
    return {app, [=](Session& session) {
                TokenizeRequest request = options->request;
                request.text = options->text.read();
                request.addSpecial = !options->noSpecial;
                const Tokenization tokens = session.engine.tokenize(request);
                if (options->json)
                    printJson(toJson(tokens));
                else
                    std::cout << (request.chat ? tokens.text + "\n\n" : "") << table(tokens);
                return ExitCode::Done;
            }};
}

} // namespace interweave
