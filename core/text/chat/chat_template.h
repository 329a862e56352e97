// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace interweave {

/// The time here and now.
std::tm localTime();

/// A conversation, and what else a template is given.
struct ChatInput {
    nlohmann::ordered_json messages; // [{"role": …, "content": …}, …]
    nlohmann::ordered_json tools; // JSON schemas of functions; null: none
    nlohmann::ordered_json documents; // null: none
    bool addGenerationPrompt = false; // end with what begins the assistant's next message
    /// More names: bos_token, eos_token, enable_thinking, …
    nlohmann::ordered_json variables = nlohmann::ordered_json::object();
    std::tm now = localTime(); // for templates that write the date
};

/// A chat template: turns a conversation into the text that a model was trained on. It renders as
/// transformers 5.23 (apply_chat_template) does, in an interpreter of its own for the subset of
/// Jinja that such templates use. A template is somebody else's program: it sees what it is given
/// and nothing else, and its steps, memory and recursion are bounded. Immutable and thread-safe.
class ChatTemplate {
public:
    /// where: names the template in messages. Throws Error{CorruptData, Unsupported} with the line
    /// and the construct.
    ChatTemplate(std::string_view source, std::string where);

    /// Throws Error{InvalidArgument} for a conversation that the template refuses, in its own
    /// words, and for what goes wrong in it; Error{Unsupported} naming what is not known here.
    std::string render(const ChatInput& input) const;

private:
    struct Parsed;
    std::string m_where;
    std::shared_ptr<const Parsed> m_parsed;
};

} // namespace interweave
