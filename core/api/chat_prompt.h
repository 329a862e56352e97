// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/chat.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

class Tokenizer;

/// The text of the conversation up to where the assistant's answer begins, by the chat template of
/// the model's files. Throws Error{NotFound} where the model has none; what ChatTemplate throws.
std::string chatText(
    const std::filesystem::path& model, const std::string& prompt, const Chat& chat);

/// A prompt's text and its ids.
struct Prompt {
    std::string text;
    std::vector<int32_t> ids;
};

/// The prompt as it is; or, with a chat, that conversation, whose special tokens are read as such
/// and to which no further beginning of sequence is added.
Prompt makePrompt(const Tokenizer& tokenizer, const std::filesystem::path& model,
    const std::string& prompt, const std::optional<Chat>& chat);

} // namespace interweave
