// SPDX-License-Identifier: Apache-2.0
#include "core/support/strict_json.h"

#include "core/support/error.h"

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace interweave {

namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 100;

/// The parser's callback that refuses what the parser itself lets pass.
class Strictness {
public:
    explicit Strictness(const std::string& where)
        : m_where(where)
    {
    }

    bool operator()(int depth, Json::parse_event_t event, Json& value)
    {
        if (depth > kMaxDepth)
            throw Error(ErrorCode::CorruptData, m_where,
                "JSON is nested deeper than " + std::to_string(kMaxDepth));
        if (event == Json::parse_event_t::object_start)
            m_keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            m_keys.pop_back();
        else if (event == Json::parse_event_t::key)
            addKey(value.get_ref<const std::string&>());
        return true;
    }

private:
    void addKey(const std::string& key)
    {
        if (!m_keys.back().insert(key).second)
            throw Error(ErrorCode::CorruptData, m_where, "duplicate JSON key '" + key + "'");
    }

    const std::string& m_where;
    std::vector<std::set<std::string>> m_keys; // of each open object
};

} // namespace

Json parseStrictJson(std::string_view text, const std::string& where)
{
    if (text.find('\0') != std::string_view::npos) // the parser would take it for the end
        throw Error(ErrorCode::CorruptData, where, "JSON holds a NUL byte");
    try {
        Strictness strictness(where);
        return Json::parse(text, std::ref(strictness));
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::CorruptData, where, std::string("invalid JSON: ") + error.what());
    }
}

Json parseStrictJsonObject(std::string_view text, const std::string& where)
{
    Json document = parseStrictJson(text, where);
    if (!document.is_object())
        throw Error(ErrorCode::CorruptData, where,
            std::string("is a JSON ") + document.type_name() + ", an object was expected");
    return document;
}

} // namespace interweave
