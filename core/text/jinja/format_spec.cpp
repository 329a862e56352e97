// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/format_spec.h"

#include "core/text/jinja/code_points.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/text_functions.h"
#include "core/text/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace interweave::jinja {

namespace {

constexpr int64_t kMaxWidth = 1'000'000;
constexpr int kMaxPrecision = 400; // a double has no more digits than that

bool isAlign(char letter)
{
    return letter == '<' || letter == '>' || letter == '^' || letter == '=';
}

class SpecReader {
public:
    SpecReader(Runtime& runtime, std::string_view text)
        : m_runtime(runtime)
        , m_text(text)
    {
    }

    FormatSpec read()
    {
        FormatSpec spec;
        const size_t first = m_text.empty() ? 0 : utf8At(m_text, 0).length;
        if (first < m_text.size() && isAlign(m_text[first])) {
            spec.fill = m_text.substr(0, first);
            spec.align = m_text[first];
            m_text.remove_prefix(first + 1);
        } else if (isAlign(front())) {
            spec.align = take();
        }
        if (front() == '+' || front() == '-' || front() == ' ')
            spec.sign = take();
        if (front() == '#')
            spec.alternate = take() != 0;
        if (front() == '0' && spec.align == 0) {
            spec.fill = take();
            spec.align = '=';
        }
        spec.width = number(kMaxWidth);
        if (front() == ',' || front() == '_')
            spec.grouping = take();
        if (front() == '.') {
            take();
            if (front() < '0' || front() > '9')
                m_runtime.fail("a format's point needs a precision behind it");
            spec.precision = static_cast<int>(number(kMaxPrecision));
        }
        if (!m_text.empty())
            spec.type = take();
        if (!m_text.empty())
            m_runtime.fail("invalid format specification, from '" + std::string(m_text) + "' on");
        return spec;
    }

private:
    char front() const { return m_text.empty() ? '\0' : m_text.front(); }

    char take()
    {
        const char letter = front();
        m_text.remove_prefix(1);
        return letter;
    }

    int64_t number(int64_t most)
    {
        int64_t value = 0;
        while (front() >= '0' && front() <= '9') {
            value = value * 10 + (take() - '0');
            if (value > most)
                m_runtime.fail("a format's width or precision is above " + std::to_string(most));
        }
        return value;
    }

    Runtime& m_runtime;
    std::string_view m_text;
};

void groupThousands(std::string& digits, char separator)
{
    size_t end = digits.find_first_not_of("0123456789");
    if (end == digits.npos)
        end = digits.size();
    for (size_t at = end; at > 3; at -= 3)
        digits.insert(at - 3, 1, separator);
}

/// Digits of a number without its sign.
std::string integerDigits(Runtime& runtime, uint64_t value, const FormatSpec& spec)
{
    const auto inBase = [&](int base, const char* prefix) {
        std::array<char, 65> buffer;
        const auto end
            = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, base).ptr;
        return (spec.alternate ? prefix : "") + std::string(buffer.data(), end);
    };
    switch (spec.type) {
    case 0:
    case 'd': return inBase(10, "");
    case 'x': return inBase(16, "0x");
    case 'X': return encode(toUpper(decode(inBase(16, "0x"))));
    case 'o': return inBase(8, "0o");
    case 'b': return inBase(2, "0b");
    default:
        runtime.unsupported(
            "the format type '" + std::string(1, spec.type) + "' is not supported for int");
    }
}

std::string floatDigits(Runtime& runtime, double value, const FormatSpec& spec)
{
    if (spec.type == 0 && !spec.precision)
        return floatText(value);
    std::array<char, 1024> buffer;
    const char type = spec.type == 0 ? 'g' : spec.type == '%' ? 'f' : spec.type;
    if (std::string_view("eEfFgG").find(type) == std::string_view::npos)
        runtime.unsupported(
            "the format type '" + std::string(1, type) + "' is not supported for float");
    const char pattern[] = {'%', '.', '*', type, '\0'};
    std::snprintf(buffer.data(), buffer.size(), pattern, spec.precision.value_or(6),
        spec.type == '%' ? value * 100 : value);
    return buffer.data() + std::string(spec.type == '%' ? "%" : "");
}

std::string numberText(Runtime& runtime, const Value& value, const FormatSpec& spec)
{
    const auto integer = asInteger(value);
    const bool asFloat
        = !integer || std::string_view("eEfFgG%").find(spec.type) != std::string_view::npos;
    bool negative = false;
    std::string digits;
    if (asFloat && !(integer && spec.type == 0)) {
        const double number = *asNumber(value);
        negative = std::signbit(number) && !std::isnan(number);
        digits = floatDigits(runtime, std::abs(number), spec);
    } else {
        negative = *integer < 0;
        const auto magnitude = static_cast<uint64_t>(*integer);
        digits = integerDigits(runtime, negative ? 0 - magnitude : magnitude, spec);
    }
    if (spec.grouping)
        groupThousands(digits, spec.grouping);
    const std::string sign = negative ? "-" : spec.sign == '-' ? "" : std::string(1, spec.sign);
    if (spec.align != '=')
        return sign + digits;
    const size_t prefix = spec.alternate && digits.size() > 1 && digits[0] == '0'
            && std::isalpha(static_cast<unsigned char>(digits[1]))
        ? 2
        : 0;
    return sign + digits.substr(0, prefix)
        + aligned(runtime, digits.substr(prefix),
            spec.width - static_cast<int64_t>(sign.size() + prefix), Alignment::Right, spec.fill);
}

} // namespace

FormatSpec parseFormatSpec(Runtime& runtime, std::string_view text)
{
    return SpecReader(runtime, text).read();
}

std::string formatted(Runtime& runtime, const Value& value, const FormatSpec& spec)
{
    const bool isBoolean = std::holds_alternative<bool>(value);
    const bool isNumber = asNumber(value) && !(isBoolean && spec.type == 0 && spec.width == 0);
    std::string text;
    if (isNumber && spec.type != 's') {
        text = numberText(runtime, value, spec);
    } else {
        if (spec.type != 0 && spec.type != 's')
            runtime.fail("the format type '" + std::string(1, spec.type) + "' does not fit a "
                + typeName(value));
        text = toText(runtime, value);
        if (spec.precision)
            text.resize(byteOffset(text, *spec.precision));
    }
    const char align = spec.align ? spec.align : isNumber ? '>' : '<';
    const Alignment to = align == '<' ? Alignment::Left
        : align == '^'                ? Alignment::Center
                                      : Alignment::Right;
    return aligned(runtime, text, spec.width, to, spec.fill);
}

} // namespace interweave::jinja
