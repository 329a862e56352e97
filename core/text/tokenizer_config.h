// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace interweave {

/// What tokenizer_config.json says of the beginning and end of a text; its other keys are not read.
struct TokenizerConfig {
    std::optional<std::string> bosToken;
    std::optional<std::string> eosToken;
    std::optional<bool> addBos; // when set, replaces what tokenizer.json's post-processor adds
    std::optional<bool> addEos;
};

/// Reads the file; an absent one says nothing. Throws Error{CorruptData} naming the file and the
/// key.
TokenizerConfig readTokenizerConfig(const std::filesystem::path& path);
/// The same of a document; `where` names it in messages.
TokenizerConfig parseTokenizerConfig(const nlohmann::json& document, const std::string& where);

} // namespace interweave
