// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/atomic_file.h"
#include "core/text/chat/chat_template.h"

#include <filesystem>

namespace interweave::testing {

using Json = nlohmann::ordered_json;

inline const std::filesystem::path kChatFixtures
    = std::filesystem::path(INTERWEAVE_FIXTURES) / "chat";

inline Json readJson(const std::filesystem::path& file)
{
    return Json::parse(readFile(file));
}

/// When the reference's clock stands still: Thursday, 2026-11-05, 14:03:09.
inline std::tm goldenTime()
{
    std::tm time{};
    time.tm_year = 126;
    time.tm_mon = 10;
    time.tm_mday = 5;
    time.tm_hour = 14;
    time.tm_min = 3;
    time.tm_sec = 9;
    time.tm_wday = 4;
    time.tm_yday = 308;
    return time;
}

/// One of conversations.json as the oracle gave it to transformers.
inline ChatInput inputOf(const Json& conversation, bool addGenerationPrompt = false)
{
    ChatInput input;
    input.messages = conversation.at("messages");
    input.tools = conversation.value("tools", Json());
    input.documents = conversation.value("documents", Json());
    input.addGenerationPrompt = addGenerationPrompt;
    input.variables = {{"bos_token", "<s>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"},
        {"pad_token", "<pad>"}};
    input.variables.update(conversation.value("variables", Json::object()));
    input.now = goldenTime();
    return input;
}

/// A conversation of one message, for templates that do not look at it.
inline ChatInput anyInput()
{
    return inputOf({{"messages", Json::array({{{"role", "user"}, {"content", "hi"}}})}});
}

} // namespace interweave::testing
