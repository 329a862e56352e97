// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/python_text.h"

#include <array>
#include <cmath>

namespace interweave::jinja {

namespace {

std::string unicodeEscape(uint32_t unit)
{
    std::array<char, 8> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "\\u%04x", unit);
    return buffer.data();
}

void appendEscaped(std::string& json, char32_t codePoint, bool asciiOnly)
{
    switch (codePoint) {
    case U'"': json += "\\\""; return;
    case U'\\': json += "\\\\"; return;
    case U'\n': json += "\\n"; return;
    case U'\r': json += "\\r"; return;
    case U'\t': json += "\\t"; return;
    case U'\f': json += "\\f"; return;
    case U'\b': json += "\\b"; return;
    default: break;
    }
    const auto value = static_cast<uint32_t>(codePoint);
    if (value < 0x20 || (asciiOnly && value > 0x7E && value < 0x10000)) {
        json += unicodeEscape(value);
    } else if (asciiOnly && value > 0x7E) {
        json += unicodeEscape(0xD800 + ((value - 0x10000) >> 10));
        json += unicodeEscape(0xDC00 + ((value - 0x10000) & 0x3FF));
    } else {
        json += encode({&codePoint, 1});
    }
}

/// One call of json.dumps.
class JsonWriter {
public:
    JsonWriter(Runtime& runtime, const JsonStyle& style)
        : m_runtime(runtime)
        , m_style(style)
    {
    }

    std::string take() { return std::move(m_json); }

    void write(const Value& value)
    {
        m_runtime.step();
        if (isNone(value))
            m_json += "null";
        else if (const auto* flag = std::get_if<bool>(&value))
            m_json += *flag ? "true" : "false";
        else if (const auto* integer = std::get_if<int64_t>(&value))
            m_json += std::to_string(*integer);
        else if (const auto* number = std::get_if<double>(&value))
            m_json += numberText(*number);
        else if (const auto* text = asText(value))
            writeText(*text);
        else if (const auto* sequence = asSequence(value))
            writeSequence(*sequence);
        else if (const auto* dict = asDict(value))
            writeDict(*dict);
        else
            m_runtime.fail("Object of type " + typeName(value) + " is not JSON serializable");
    }

private:
    static std::string numberText(double number)
    {
        if (std::isnan(number))
            return "NaN";
        if (std::isinf(number))
            return number < 0 ? "-Infinity" : "Infinity";
        return floatText(number);
    }

    void writeText(const std::string& text)
    {
        m_runtime.work(text.size());
        m_runtime.reserve(text.size());
        m_json += '"';
        for (const char32_t codePoint : decode(text))
            appendEscaped(m_json, codePoint, m_style.asciiOnly);
        m_json += '"';
    }

    void newLine()
    {
        if (!m_style.indent)
            return;
        m_runtime.reserve(m_style.indent->size() * m_level + 1);
        m_json += '\n';
        for (size_t level = 0; level < m_level; ++level)
            m_json += *m_style.indent;
    }

    /// What stands before an element: the separator, and the line break of an indented list.
    void begin(bool first)
    {
        if (!first)
            m_json += m_style.itemSeparator;
        newLine();
    }

    void writeSequence(const Sequence& sequence)
    {
        if (sequence.items.empty()) {
            m_json += "[]";
            return;
        }
        m_json += '[';
        ++m_level;
        for (const Value& item : sequence.items) {
            begin(&item == &sequence.items.front());
            write(item);
        }
        --m_level;
        newLine();
        m_json += ']';
    }

    void writeDict(const Dict& dict)
    {
        if (dict.entries.empty()) {
            m_json += "{}";
            return;
        }
        std::vector<const std::pair<Value, Value>*> entries;
        for (const auto& entry : dict.entries)
            entries.push_back(&entry);
        if (m_style.sortKeys)
            std::stable_sort(entries.begin(), entries.end(), [this](const auto* a, const auto* b) {
                return isLess(m_runtime, a->first, b->first);
            });
        m_json += '{';
        ++m_level;
        for (const auto* entry : entries) {
            begin(entry == entries.front());
            writeText(keyText(entry->first));
            m_json += m_style.keySeparator;
            write(entry->second);
        }
        --m_level;
        newLine();
        m_json += '}';
    }

    std::string keyText(const Value& key) const
    {
        if (isNone(key))
            return "null";
        if (const auto* flag = std::get_if<bool>(&key))
            return *flag ? "true" : "false";
        if (const auto* integer = std::get_if<int64_t>(&key))
            return std::to_string(*integer);
        if (const auto* number = std::get_if<double>(&key))
            return numberText(*number);
        if (const auto* text = asText(key))
            return *text;
        m_runtime.fail("keys must be str, int, float, bool or None, not " + typeName(key));
    }

    Runtime& m_runtime;
    const JsonStyle& m_style;
    std::string m_json;
    size_t m_level = 0;
};

} // namespace

std::string toJsonText(Runtime& runtime, const Value& value, const JsonStyle& style)
{
    JsonWriter writer(runtime, style);
    writer.write(value);
    return writer.take();
}

} // namespace interweave::jinja
