// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/chat.h"
#include "core/api/generation.h"
#include "core/api/model.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace interweave {

/// Options that several subcommands share; the values must outlive parsing.

enum class ModelArgument { Positional, Option };

/// The model and where it runs: MODEL (or --model), --adapter, --device, --dtype, --threads.
void addModelOptions(
    CLI::App& app, ModelRef& model, ModelArgument argument = ModelArgument::Positional);
void addDeviceOption(CLI::App& app, std::string& device);
void addThreadsOption(CLI::App& app, int64_t& threads);

/// --max-new, --temperature, --top-k, --top-p, --repetition-penalty, --stop, --seed.
void addSamplingOptions(CLI::App& app, SamplingOptions& sampling);

/// A text given on the command line or in a file ("-": standard input); exactly one of the two.
struct TextSource {
    std::string text;
    std::string file;
    bool given = false; // as text; it may be empty

    /// Throws Error{NotFound, Io}.
    std::string read() const;
};
/// --<name> and --<name>-file.
void addTextOptions(
    CLI::App& app, const std::string& name, const std::string& help, TextSource& source);

/// --chat, and --system with it.
void addChatOptions(CLI::App& app, std::optional<Chat>& chat);

/// --branch base|tuned|interwoven.
void addBranchOption(CLI::App& app, std::optional<Branch>& branch);
void addJsonFlag(CLI::App& app, bool& json);

} // namespace interweave
