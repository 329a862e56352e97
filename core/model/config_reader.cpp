// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_reader.h"

#include "core/support/error.h"

namespace interweave {

using nlohmann::json;

ConfigReader::ConfigReader(const json& values, const std::string& where)
    : m_values(values)
    , m_where(where)
{
}

ConfigReader::ConfigReader(const json& values, const json& defaults,
    std::span<const ConfigKey> keys, const std::string& where)
    : m_values(values)
    , m_defaults(&defaults)
    , m_keys(keys)
    , m_where(where)
{
}

std::vector<std::string> ConfigReader::spellings(const char* key) const
{
    std::vector<std::string> names;
    for (const ConfigKey& known : m_keys)
        if (known.ours == key)
            names.emplace_back(known.theirs);
    names.emplace_back(key);
    return names;
}

std::string ConfigReader::spelling(const char* key) const
{
    const std::vector<std::string> names = spellings(key);
    for (const std::string& name : names)
        if (m_values.contains(name))
            return name;
    return names.front();
}

const json* ConfigReader::find(const char* key) const
{
    const std::vector<std::string> names = spellings(key);
    bool saysNull = false;
    for (const std::string& name : names) {
        const auto found = m_values.find(name);
        if (found == m_values.end())
            continue;
        if (!found->is_null())
            return &*found;
        saysNull = true;
    }
    if (saysNull || !m_defaults)
        return nullptr;
    for (const std::string& name : names)
        if (const auto found = m_defaults->find(name);
            found != m_defaults->end() && !found->is_null())
            return &*found;
    return nullptr;
}

int64_t ConfigReader::integer(const char* key, std::optional<int64_t> fallback) const
{
    const json* value = find(key);
    if (!value)
        return fallback ? *fallback : (missing(key), 0);
    if (!value->is_number_integer())
        wrong(key, "an integer");
    return value->get<int64_t>();
}

int64_t ConfigReader::size(const char* key, std::optional<int64_t> fallback) const
{
    constexpr int64_t kLimit = int64_t{1}
        << 31; // far above any real model, far below overflow of products
    const int64_t value = integer(key, fallback);
    if (value < 1 || value > kLimit)
        wrong(key, "between 1 and 2^31");
    return value;
}

double ConfigReader::number(const char* key, std::optional<double> fallback) const
{
    const json* value = find(key);
    if (!value)
        return fallback ? *fallback : (missing(key), 0.0);
    if (!value->is_number())
        wrong(key, "a number");
    return value->get<double>();
}

bool ConfigReader::boolean(const char* key, bool fallback) const
{
    const json* value = find(key);
    if (!value)
        return fallback;
    if (!value->is_boolean())
        wrong(key, "true or false");
    return value->get<bool>();
}

std::string ConfigReader::text(const char* key, const std::string& fallback) const
{
    const json* value = find(key);
    if (!value)
        return fallback;
    if (!value->is_string())
        wrong(key, "a string");
    return value->get<std::string>();
}

std::vector<int64_t> ConfigReader::integers(const char* key) const
{
    const json* value = find(key);
    if (!value)
        return {};
    if (value->is_number_integer())
        return {value->get<int64_t>()};
    std::vector<int64_t> list;
    for (const json& element : *value) {
        if (!element.is_number_integer())
            wrong(key, "an integer or a list of integers");
        list.push_back(element.get<int64_t>());
    }
    return list;
}

std::vector<double> ConfigReader::numbers(const char* key) const
{
    const json* value = find(key);
    std::vector<double> list;
    if (!value)
        return list;
    if (!value->is_array())
        wrong(key, "a list of numbers");
    for (const json& element : *value) {
        if (!element.is_number())
            wrong(key, "a list of numbers");
        list.push_back(element.get<double>());
    }
    return list;
}

void ConfigReader::wrong(const char* key, const std::string& expected) const
{
    const json* value = find(key);
    throw Error(ErrorCode::CorruptData, m_where,
        "'" + spelling(key) + "' is " + (value ? *value : json()).dump() + ", expected "
            + expected);
}

void ConfigReader::missing(const char* key) const
{
    throw Error(ErrorCode::CorruptData, m_where, "'" + spelling(key) + "' is missing");
}

} // namespace interweave
