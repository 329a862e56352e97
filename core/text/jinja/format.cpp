// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/format.h"

#include "core/text/jinja/access.h"
#include "core/text/jinja/format_spec.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/python_text.h"

namespace interweave::jinja {

namespace {

/// One str.format.
class BraceFormatter {
public:
    BraceFormatter(Runtime& runtime, const Text& format, const Arguments& arguments)
        : m_runtime(runtime)
        , m_text(*format.bytes)
        , m_markup(format.markup)
        , m_arguments(arguments)
    {
    }

    Value format()
    {
        std::string result;
        for (size_t at = 0; at < m_text.size();) {
            const char letter = m_text[at];
            const bool doubled = at + 1 < m_text.size() && m_text[at + 1] == letter;
            if (letter != '{' && letter != '}') {
                result += letter;
                ++at;
            } else if (doubled) {
                result += letter;
                at += 2;
            } else {
                const size_t end = m_text.find('}', at);
                if (letter == '}' || end == m_text.npos)
                    m_runtime.fail(std::string("a single '") + letter + "' in a format string");
                const std::string field = replacement(m_text.substr(at + 1, end - at - 1));
                m_runtime.reserve(field.size());
                result += field;
                at = end + 1;
            }
        }
        return m_runtime.text(std::move(result), m_markup);
    }

private:
    std::string replacement(const std::string& field)
    {
        if (field.find('{') != field.npos)
            m_runtime.unsupported("nested braces in a format string are not supported");
        const size_t nameEnd = std::min(field.find_first_of("!:"), field.size());
        Value value = valueOf(field.substr(0, nameEnd));
        size_t at = nameEnd;
        if (at < field.size() && field[at] == '!') {
            const char conversion = at + 1 < field.size() ? field[at + 1] : '\0';
            if (conversion != 'r' && conversion != 's')
                m_runtime.unsupported("only !r and !s are supported in a format string");
            value = m_runtime.text(
                conversion == 'r' ? toRepr(m_runtime, value) : toText(m_runtime, value));
            at += 2;
        }
        if (at < field.size() && field[at] != ':')
            m_runtime.fail("expected ':' after the conversion in a format string");
        const std::string_view spec
            = at < field.size() ? std::string_view(field).substr(at + 1) : std::string_view();
        const std::string text = formatted(m_runtime, value, parseFormatSpec(m_runtime, spec));
        const auto* own = std::get_if<Text>(&value);
        return m_markup && !(own && own->markup) ? escapeHtml(text) : text;
    }

    Value valueOf(const std::string& name)
    {
        size_t at = std::min(name.find_first_of(".["), name.size());
        Value value = argument(name.substr(0, at));
        while (at < name.size()) {
            const bool isItem = name[at] == '[';
            size_t end = isItem ? name.find(']', at) : name.find_first_of(".[", at + 1);
            if (isItem && end == name.npos)
                m_runtime.fail("expected ']' in a format string");
            end = std::min(end, name.size());
            const std::string part = name.substr(at + 1, end - at - 1);
            const auto index = isItem ? parseInteger(part) : std::nullopt;
            value = isItem ? item(m_runtime, value, index ? Value(*index) : m_runtime.text(part))
                           : attribute(m_runtime, value, part);
            at = end + (isItem ? 1 : 0);
            if (at < name.size() && name[at] != '.' && name[at] != '[')
                m_runtime.fail("expected '.' or '[' after ']' in a format string");
        }
        return value;
    }

    Value argument(const std::string& name)
    {
        const bool isNumber = !name.empty() && name.find_first_not_of("0123456789") == name.npos;
        if (name.empty() || isNumber) {
            const auto index = isNumber ? parseInteger(name).value_or(INT64_MAX) : m_next++;
            if (index >= static_cast<int64_t>(m_arguments.positional.size()))
                m_runtime.fail("a format string asks for argument " + std::to_string(index) + " of "
                    + std::to_string(m_arguments.positional.size()));
            return m_arguments.positional[static_cast<size_t>(index)];
        }
        for (const auto& [key, value] : m_arguments.named)
            if (key == name)
                return value;
        m_runtime.fail("a format string asks for '" + name + "', which it was not given");
    }

    Runtime& m_runtime;
    const std::string& m_text;
    bool m_markup;
    const Arguments& m_arguments;
    int64_t m_next = 0;
};

/// One format % value.
class PercentFormatter {
public:
    PercentFormatter(Runtime& runtime, const std::string& text, const Value& value)
        : m_runtime(runtime)
        , m_text(text)
        , m_value(value)
        , m_tuple(asSequence(value) && asSequence(value)->tuple ? asSequence(value) : nullptr)
    {
    }

    Value format()
    {
        std::string result;
        while (m_at < m_text.size()) {
            const char letter = m_text[m_at++];
            if (letter != '%') {
                result += letter;
                continue;
            }
            const std::string field = replacement();
            m_runtime.reserve(field.size());
            result += field;
        }
        const size_t given = m_tuple ? m_tuple->items.size() : 1;
        if (m_taken < given && !(asDict(m_value) && !m_tuple))
            m_runtime.fail("not all arguments are used by the format string");
        return m_runtime.text(std::move(result));
    }

private:
    std::string replacement()
    {
        std::optional<Value> named;
        if (peek() == '(') {
            const size_t end = m_text.find(')', m_at);
            if (!asDict(m_value) || end == m_text.npos)
                m_runtime.fail("a format string with names needs a dict");
            named
                = item(m_runtime, m_value, m_runtime.text(m_text.substr(m_at + 1, end - m_at - 1)));
            m_at = end + 1;
        }
        std::string spec;
        bool left = false;
        for (; peek() != '\0' && std::string_view("-+ #0").find(peek()) != std::string_view::npos;
             ++m_at) {
            if (peek() == '-')
                left = true;
            else
                spec += peek();
        }
        while ((peek() >= '0' && peek() <= '9') || peek() == '.')
            spec += m_text[m_at++];
        const char type = peek();
        if (type == '\0')
            m_runtime.fail("incomplete format string");
        ++m_at;
        if (type == '%')
            return "%";
        return converted(named ? *named : next(), left, spec, type);
    }

    std::string converted(const Value& value, bool left, const std::string& spec, char type)
    {
        FormatSpec parsed = parseFormatSpec(m_runtime, spec);
        if (left)
            parsed.align = '<';
        else if (!parsed.align)
            parsed.align = '>';
        const Value text = type == 'r' ? Value(m_runtime.text(toRepr(m_runtime, value)))
            : type == 's'              ? Value(m_runtime.text(toText(m_runtime, value)))
                                       : value;
        if (type == 's' || type == 'r')
            return formatted(m_runtime, text, parsed);
        const auto number = asNumber(value);
        if (!number || std::string_view("dioxXeEfFgG").find(type) == std::string_view::npos)
            m_runtime.fail("%" + std::string(1, type) + " does not fit a " + typeName(value));
        const bool whole = std::string_view("dioxX").find(type) != std::string_view::npos;
        parsed.type = whole && (type == 'i') ? 'd' : type;
        if (whole)
            parsed.precision.reset();
        const bool cut = whole && std::holds_alternative<double>(value);
        if (cut && !(std::abs(*number) < 9e18))
            m_runtime.unsupported("the integer does not fit into 64 bits");
        return formatted(m_runtime, cut ? Value(static_cast<int64_t>(*number)) : value, parsed);
    }

    Value next()
    {
        const size_t index = m_taken++;
        if (index >= (m_tuple ? m_tuple->items.size() : 1))
            m_runtime.fail("not enough arguments for the format string");
        return m_tuple ? m_tuple->items[index] : m_value;
    }

    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    Runtime& m_runtime;
    const std::string& m_text;
    const Value& m_value;
    const Sequence* m_tuple; // the value, if it is one
    size_t m_at = 0;
    size_t m_taken = 0;
};

} // namespace

Value formatBraces(Runtime& runtime, const Text& format, const Arguments& arguments)
{
    return BraceFormatter(runtime, format, arguments).format();
}

Value formatPercent(Runtime& runtime, const Text& format, const Value& value)
{
    if (format.markup)
        runtime.unsupported("% on a string marked safe is not supported");
    return PercentFormatter(runtime, *format.bytes, value).format();
}

} // namespace interweave::jinja
