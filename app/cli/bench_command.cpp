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
    BenchRequest request;
    bool json = false;
};

std::string summary(const BenchResult& result)
{
    const auto figure = [](const auto& value, const char* unit) {
        return value ? formatNumber(static_cast<double>(*value)) + unit : std::string();
    };
    return formatFacts({{"what", result.what}, {"where", result.device + " " + result.dtype},
        {"threads", std::to_string(result.threads)},
        {"speed", figure(result.tokensPerSecond, " tokens/s")},
        {"speed", figure(result.promptsPerSecond, " prompts/s")},
        {"speed", figure(result.megabytesPerSecond, " MB/s")},
        {"step", figure(result.secondsPerStep, " s")},
        {"trained", result.trainedParameters ? formatCount(*result.trainedParameters) : ""},
        {"time", formatDuration(result.seconds)},
        {"peak memory",
            formatBytes(static_cast<int64_t>(result.peakResidentMib * 1024.0 * 1024.0))}});
}

CLI::App* declareKind(CLI::App& bench, const char* name, const char* help, Options& options)
{
    CLI::App* const app = bench.add_subcommand(name, help);
    addModelOptions(*app, options.request.model);
    if (options.request.kind != BenchKind::Load)
        app->add_option("DATA", options.request.data, "JSON lines with input and output")
            ->required();
    addJsonFlag(*app, options.json);
    return app;
}

void addPeft(CLI::App& app, Options& options)
{
    app.add_option("--peft", options.request.peft,
           "the method where the model has no adapter, as in recipes, or dora, rslora, pissa, "
           "olora")
        ->capture_default_str();
}

} // namespace

Command declareBench(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("bench", "Measure speed and memory");
    app->group("Measuring");
    app->require_subcommand(1);
    const auto make = [](BenchKind kind) {
        auto options = std::make_shared<Options>();
        options->request.kind = kind;
        return options;
    };
    const auto train = make(BenchKind::Train);
    CLI::App* const trainApp = declareKind(
        *app, "train", "AdamW steps of an adapter with its defaults, after one to warm up", *train);
    addPeft(*trainApp, *train);
    trainApp->add_option("--batch", train->request.batch, "rows of a step")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    trainApp->add_option("--steps", train->request.steps, "measured steps")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    auto* const siamese = trainApp->add_flag("--siamese", train->request.siamese, "with a gate");
    trainApp
        ->add_flag(
            "--cold", train->request.cold, "base memories are computed inside the measured time")
        ->needs(siamese);

    const auto decode = make(BenchKind::Decode);
    CLI::App* const decodeApp = declareKind(
        *app, "decode", "Greedy decoding of one prompt, after 4 tokens to warm up", *decode);
    decodeApp->add_option("--new", decode->request.newTokens, "new tokens")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    addBranchOption(*decodeApp, decode->request.branch);
    addPeft(*decodeApp, *decode);

    const auto eval = make(BenchKind::Eval);
    CLI::App* const evalApp = declareKind(*app, "eval",
        "Greedy answers of 16 tokens to 64 prompts, sorted by length, in batches of 16", *eval);
    evalApp
        ->add_option_function<std::string>(
            "--branch",
            [eval](const std::string& text) {
                eval->request.allBranches = text == "all";
                if (text != "all")
                    eval->request.branch = parseBranch(text);
            },
            "base, tuned, interwoven, or all three in one pass; default: interwoven")
        ->check(CLI::IsMember({"base", "tuned", "interwoven", "all"}));

    const auto load = make(BenchKind::Load);
    CLI::App* const loadApp
        = declareKind(*app, "load", "From the files to a model that can run", *load);
    const auto tokenize = make(BenchKind::Tokenize);
    declareKind(*app, "tokenize", "The tokenizer over every row's input", *tokenize);

    return {app, [=](Session& session) {
                const Options& options = trainApp->parsed() ? *train
                    : decodeApp->parsed()                   ? *decode
                    : evalApp->parsed()                     ? *eval
                    : loadApp->parsed()                     ? *load
                                                            : *tokenize;
                const BenchResult result = session.engine.bench(options.request, session.stop);
                if (options.json)
                    printJson(toJson(result));
                else
                    std::cout << summary(result);
                return ExitCode::Done;
            }};
}

} // namespace interweave
