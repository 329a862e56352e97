// SPDX-License-Identifier: Apache-2.0
#include "core/data/conversation_rows.h"

#include "core/support/error.h"

#include <nlohmann/json.hpp>

#include <map>

namespace interweave {

using nlohmann::json;

namespace {

struct Fields {
    const char* list;
    const char* role;
    const char* content;
};
constexpr size_t kMaxMessages = 1000;
constexpr Fields kMessages{"messages", "role", "content"};
constexpr Fields kShareGpt{"conversations", "from", "value"};

std::string roleOf(const std::string& name)
{
    static const std::map<std::string, std::string> kShareGptRoles{
        {"human", "user"}, {"gpt", "assistant"}, {"chatgpt", "assistant"}, {"bot", "assistant"}};
    const auto known = kShareGptRoles.find(name);
    return known == kShareGptRoles.end() ? name : known->second;
}

std::string textOf(const json& message, const char* field, const JsonLine& record)
{
    if (!message.is_object() || !message.contains(field) || !message.at(field).is_string())
        throw Error(ErrorCode::CorruptData, record.where(),
            std::string("a message has no text '") + field + "'");
    return message.at(field).get<std::string>();
}

} // namespace

std::vector<DataRow> conversationRows(const JsonLine& record)
{
    const Fields& fields = record.value.contains(kMessages.list) ? kMessages : kShareGpt;
    const json& list = record.value.at(fields.list);
    if (!list.is_array())
        throw Error(ErrorCode::CorruptData, record.where(),
            std::string("field '") + fields.list + "' is a " + list.type_name()
                + ", a list of messages was expected");
    if (list.size() > kMaxMessages)
        throw Error(ErrorCode::CorruptData, record.where(),
            "has " + std::to_string(list.size()) + " messages, at most "
                + std::to_string(kMaxMessages) + " are read: every answer's row has all before it");
    std::vector<DataRow> rows;
    std::vector<Message> before;
    for (const json& entry : list) {
        Message message{
            roleOf(textOf(entry, fields.role, record)), textOf(entry, fields.content, record)};
        if (message.role == "assistant" && !before.empty())
            rows.push_back({"", {message.content}, record.number, false, before});
        before.push_back(std::move(message));
    }
    if (rows.empty())
        throw Error(ErrorCode::CorruptData, record.where(),
            "the assistant answers nothing in this conversation");
    return rows;
}

} // namespace interweave
