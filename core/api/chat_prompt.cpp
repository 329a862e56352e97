// SPDX-License-Identifier: Apache-2.0
#include "core/api/chat_prompt.h"

#include "core/support/error.h"
#include "core/text/chat/chat_template.h"
#include "core/text/chat/model_chat_template.h"
#include "core/text/tokenizer.h"

namespace interweave {

std::string chatText(
    const std::filesystem::path& model, const std::string& prompt, const Chat& chat)
{
    const auto found = findChatTemplate(model);
    if (!found)
        throw Error(ErrorCode::NotFound, model.string(),
            "has no chat template (chat_template.jinja, or chat_template in "
            "tokenizer_config.json or a GGUF file's metadata)");
    ChatInput input;
    const auto add = [&](const std::string& role, const std::string& content) {
        input.messages.push_back({{"role", role}, {"content", content}});
    };
    if (!chat.system.empty())
        add("system", chat.system);
    for (const ChatMessage& message : chat.earlier)
        add(message.role, message.content);
    add("user", prompt);
    input.variables = found->tokens;
    input.addGenerationPrompt = true;
    return ChatTemplate(found->source, model.string() + ": " + found->where).render(input);
}

Prompt makePrompt(const Tokenizer& tokenizer, const std::filesystem::path& model,
    const std::string& prompt, const std::optional<Chat>& chat)
{
    if (!chat)
        return {prompt, tokenizer.encode(prompt)};
    const std::string text = chatText(model, prompt, *chat);
    return {text, tokenizer.encode(text, {.addSpecial = false, .parseSpecial = true})};
}

} // namespace interweave
