// SPDX-License-Identifier: Apache-2.0
#include "app/cli/options.h"

#include "core/support/atomic_file.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <iterator>

namespace interweave {

namespace {

constexpr const char* kWhere = "Where it runs";

std::string checkDevice(const std::string& device)
{
    const bool numbered = device.starts_with("cuda:") && device.size() > 5
        && device.find_first_not_of("0123456789", 5) == std::string::npos;
    if (device == "auto" || device == "cpu" || device == "cuda" || numbered)
        return {};
    return "'" + device + "' is not one of auto, cpu, cuda, cuda:0, cuda:1, …";
}

} // namespace

void addDeviceOption(CLI::App& app, std::string& device)
{
    app.add_option("--device", device, "auto, cpu, cuda or cuda:N")
        ->check(CLI::Validator(checkDevice, "", "device"))
        ->capture_default_str()
        ->group(kWhere);
}

void addThreadsOption(CLI::App& app, int64_t& threads)
{
    app.add_option("--threads", threads, "CPU threads; 0: as many as the machine has")
        ->check(CLI::Range(0, 4096))
        ->capture_default_str()
        ->group(kWhere);
}

void addModelOptions(CLI::App& app, ModelRef& model, ModelArgument argument)
{
    app.add_option(argument == ModelArgument::Positional ? "MODEL" : "--model", model.path,
           "a model folder, a .gguf file, a pulled ORG/NAME, or a run's id, name or folder")
        ->required();
    app.add_option(
        "--adapter", model.adapter, "a PEFT folder, or a pulled ORG/NAME, to put on the model");
    addDeviceOption(app, model.device);
    app.add_option("--dtype", model.dtype, "auto, fp32, bf16 or fp16")
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}))
        ->capture_default_str()
        ->group(kWhere);
    addThreadsOption(app, model.threads);
}

void addSamplingOptions(CLI::App& app, SamplingOptions& sampling)
{
    constexpr const char* kGroup = "Sampling";
    const auto add = [&](const char* name, auto& value, const char* help) {
        return app.add_option(name, value, help)->capture_default_str()->group(kGroup);
    };
    add("--max-new", sampling.maxNewTokens, "new tokens at most")->check(CLI::Range(1, 1 << 30));
    add("--temperature", sampling.temperature, "0: always the likeliest token")
        ->check(CLI::NonNegativeNumber);
    add("--top-k", sampling.topK, "draw from the K likeliest tokens; 0: from all")
        ->check(CLI::NonNegativeNumber);
    add("--top-p", sampling.topP, "draw from the likeliest tokens that make up P")
        ->check(CLI::Range(0.0, 1.0));
    add("--repetition-penalty", sampling.repetitionPenalty, "1: none")->check(CLI::PositiveNumber);
    app.add_option(
           "--stop", sampling.stopStrings, "end the answer before this text; may be repeated")
        ->allow_extra_args(false)
        ->group(kGroup);
    add("--seed", sampling.seed, "the same seed draws the same tokens");
}

std::string TextSource::read() const
{
    if (given)
        return text;
    if (file == "-")
        return {std::istreambuf_iterator<char>(std::cin), {}};
    return readFile(file);
}

void addTextOptions(
    CLI::App& app, const std::string& name, const std::string& help, TextSource& source)
{
    CLI::Option_group* const group = app.add_option_group("Text");
    group->add_option_function<std::string>(
        "--" + name,
        [&source](const std::string& text) {
            source.text = text;
            source.given = true;
        },
        help);
    group->add_option(
        "--" + name + "-file", source.file, "a file that holds it; -: standard input");
    group->require_option(1);
}

void addChatOptions(CLI::App& app, std::optional<Chat>& chat)
{
    CLI::Option* const flag = app.add_flag_callback(
        "--chat",
        [&chat] {
            if (!chat)
                chat.emplace();
        },
        "it is a message: put it into the model's chat template");
    app.add_option_function<std::string>(
           "--system",
           [&chat](const std::string& text) {
               if (!chat)
                   chat.emplace();
               chat->system = text;
           },
           "what a chat tells the model first")
        ->needs(flag);
}

void addBranchOption(CLI::App& app, std::optional<Branch>& branch)
{
    app.add_option_function<std::string>(
           "--branch", [&branch](const std::string& text) { branch = parseBranch(text); },
           "base, tuned or interwoven; default: the last of these that the model has")
        ->check(CLI::IsMember({"base", "tuned", "interwoven"}));
}

void addJsonFlag(CLI::App& app, bool& json)
{
    app.add_flag("--json", json, "one JSON document on stdout and nothing else there");
}

} // namespace interweave
