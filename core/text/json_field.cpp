// SPDX-License-Identifier: Apache-2.0
#include "core/text/json_field.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <algorithm>

namespace interweave {

using nlohmann::json;

JsonField::JsonField(const json& document, const std::string& file)
    : JsonField(&document, file, "")
{
    if (!document.is_object())
        mismatch("an object");
}

JsonField::JsonField(const json* value, std::string file, std::string path)
    : m_value(value)
    , m_file(std::move(file))
    , m_path(std::move(path))
{
}

std::optional<JsonField> JsonField::find(std::string_view key) const
{
    if (!m_value->is_object())
        mismatch("an object");
    const auto found = m_value->find(key);
    if (found == m_value->end() || found->is_null())
        return std::nullopt;
    return JsonField(&*found, m_file, (m_path.empty() ? "" : m_path + ".") + std::string(key));
}

JsonField JsonField::operator[](std::string_view key) const
{
    if (auto field = find(key))
        return *field;
    corrupt("'" + std::string(key) + "' is missing");
}

std::vector<JsonField> JsonField::items() const
{
    if (!m_value->is_array())
        mismatch("an array");
    std::vector<JsonField> fields;
    fields.reserve(m_value->size());
    for (const json& item : *m_value)
        fields.push_back(
            JsonField(&item, m_file, m_path + "[" + std::to_string(fields.size()) + "]"));
    return fields;
}

std::string JsonField::text() const
{
    if (!m_value->is_string())
        mismatch("a string");
    return m_value->get<std::string>();
}

bool JsonField::flag() const
{
    if (!m_value->is_boolean())
        mismatch("true or false");
    return m_value->get<bool>();
}

int64_t JsonField::integer() const
{
    if (!m_value->is_number_integer())
        mismatch("an integer");
    return m_value->get<int64_t>();
}

std::string JsonField::textOr(std::string_view key, std::string fallback) const
{
    const auto field = find(key);
    return field ? field->text() : std::move(fallback);
}

bool JsonField::flagOr(std::string_view key, bool fallback) const
{
    const auto field = find(key);
    return field ? field->flag() : fallback;
}

std::string JsonField::where() const
{
    return m_path.empty() ? m_file : m_file + ": " + m_path;
}

void JsonField::allowKeys(std::initializer_list<std::string_view> keys) const
{
    if (!m_value->is_object())
        mismatch("an object");
    for (const auto& [key, value] : m_value->items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            unsupported("unknown key '" + key + "'");
}

void JsonField::unsupported(const std::string& message) const
{
    throw Error(ErrorCode::Unsupported, where(), message);
}

void JsonField::corrupt(const std::string& message) const
{
    throw Error(ErrorCode::CorruptData, where(), message);
}

void JsonField::mismatch(std::string_view expected) const
{
    corrupt("expected " + std::string(expected) + ", found " + m_value->type_name());
}

json readJsonFile(const std::filesystem::path& path, uintmax_t maxBytes)
{
    std::error_code error;
    const uintmax_t bytes = std::filesystem::file_size(path, error);
    if (!error && bytes > maxBytes)
        throw Error(ErrorCode::CorruptData, path.string(),
            std::to_string(bytes) + " bytes, expected at most " + std::to_string(maxBytes));
    try {
        return json::parse(readFile(path));
    } catch (const json::exception& parseError) {
        throw Error(ErrorCode::CorruptData, path.string(), parseError.what());
    }
}

} // namespace interweave
