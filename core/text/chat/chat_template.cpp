// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat/chat_template.h"

#include "core/support/error.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/json_value.h"
#include "core/text/jinja/template_parser.h"
#include "core/text/utf8.h"

namespace interweave {

using Json = nlohmann::ordered_json;

namespace {

constexpr size_t kMaxBytes = 1 << 20; // the largest known template has 40,000

/// The names that a message's reasoning goes by; templates read the first, some the second.
constexpr const char* kReasoning[] = {"reasoning_content", "thinking", "reasoning"};

/// As transformers hands a message to the template: without what is null, its reasoning under the
/// names that templates read.
Json normalized(const Json& message)
{
    Json given = Json::object();
    for (const auto& [key, value] : message.items())
        if (!value.is_null())
            given[key] = value;
    Json reasoning;
    for (const char* name : kReasoning)
        if (reasoning.is_null() && given.contains(name))
            reasoning = given[name];
    if (reasoning.is_null())
        return given;
    Json result{{"thinking", given.contains("thinking") ? given["thinking"] : reasoning}};
    for (const auto& [key, value] : given.items())
        result[key] = value;
    result["reasoning_content"] = reasoning;
    return result;
}

Json normalizedMessages(const Json& messages, const std::string& where)
{
    if (!messages.is_array() || messages.empty())
        throw Error(ErrorCode::InvalidArgument, where,
            "a conversation is a list of messages, at least one");
    Json list = Json::array();
    for (const Json& message : messages) {
        if (!message.is_object())
            throw Error(ErrorCode::InvalidArgument, where, "a message is an object with a role");
        list.push_back(normalized(message));
    }
    return list;
}

} // namespace

std::tm localTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    return local;
}

struct ChatTemplate::Parsed {
    jinja::Statements statements;
};

ChatTemplate::ChatTemplate(std::string_view source, std::string where)
    : m_where(std::move(where))
{
    if (source.size() > kMaxBytes)
        throw Error(ErrorCode::CorruptData, m_where,
            "a chat template of " + std::to_string(source.size()) + " bytes, at most "
                + std::to_string(kMaxBytes) + " were expected");
    if (!isValidUtf8(source))
        throw Error(ErrorCode::CorruptData, m_where, "the chat template is not UTF-8");
    m_parsed = std::make_shared<const Parsed>(Parsed{jinja::parseTemplate(source, m_where)});
}

std::string ChatTemplate::render(const ChatInput& input) const
{
    jinja::Runtime runtime(m_where, input.now);
    std::map<std::string, jinja::Value, std::less<>> variables;
    for (const auto& [name, value] : input.variables.items())
        variables[name] = jinja::fromJson(runtime, value);
    variables["messages"] = jinja::fromJson(runtime, normalizedMessages(input.messages, m_where));
    variables["tools"] = jinja::fromJson(runtime, input.tools);
    variables["documents"] = jinja::fromJson(runtime, input.documents);
    variables["add_generation_prompt"] = input.addGenerationPrompt;
    return jinja::Interpreter(runtime, std::move(variables)).render(m_parsed->statements);
}

} // namespace interweave
