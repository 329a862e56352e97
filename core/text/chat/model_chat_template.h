// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace interweave {

/// The chat template that a model brings along, as its files hold it.
struct ModelChatTemplate {
    std::string source; // Jinja
    std::string where; // "chat_template.jinja", "tokenizer_config.json: chat_template", …
    nlohmann::ordered_json tokens; // bos_token, eos_token, … for the template's variables
};

/// Of a model folder (chat_template.jinja and additional_chat_templates, else
/// tokenizer_config.json), a .gguf file's metadata or a tokenizer's own file in such a folder;
/// nullopt where there is none. Of several, tool_use when `withTools`, else default, as
/// transformers chooses. Throws Error{CorruptData} naming the file and the key, Error{NotFound}
/// where none of several is the default.
std::optional<ModelChatTemplate> findChatTemplate(
    const std::filesystem::path& model, bool withTools = false);

} // namespace interweave
