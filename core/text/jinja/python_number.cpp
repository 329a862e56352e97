// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/python_text.h"

#include <charconv>

namespace interweave::jinja {

namespace {

/// Without the blanks around it and the underscores between digits; nullopt where there is another.
std::optional<std::string> digitsOf(std::string_view text)
{
    std::u32string codePoints = decode(text);
    while (!codePoints.empty() && isPythonSpace(codePoints.back()))
        codePoints.pop_back();
    while (!codePoints.empty() && isPythonSpace(codePoints.front()))
        codePoints.erase(codePoints.begin());
    std::string digits;
    for (size_t at = 0; at < codePoints.size(); ++at) {
        const char32_t codePoint = codePoints[at];
        const auto isAlnum = [&](size_t index) {
            return index < codePoints.size() && codePoints[index] < 0x80
                && std::isalnum(static_cast<int>(codePoints[index]));
        };
        if (codePoint == U'_' && at > 0 && isAlnum(at - 1) && isAlnum(at + 1))
            continue;
        if (codePoint >= 0x80 || codePoint == U'_')
            return std::nullopt;
        digits += static_cast<char>(codePoint);
    }
    return digits;
}

/// Whole or not at all.
template <class T, class... Format>
std::optional<T> parsed(std::string_view digits, Format... format)
{
    T value{};
    const char* const end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, value, format...);
    return result.ec == std::errc() && result.ptr == end ? std::optional(value) : std::nullopt;
}

std::string_view withoutPlus(std::string_view digits)
{
    if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-')
        digits.remove_prefix(1);
    return digits;
}

} // namespace

std::optional<int64_t> parseInteger(std::string_view text, int base)
{
    const auto digits = digitsOf(text);
    if (!digits || (base != 0 && (base < 2 || base > 36)))
        return std::nullopt;
    std::string_view rest = withoutPlus(*digits);
    const bool negative = rest.starts_with('-');
    if (negative)
        rest.remove_prefix(1);
    const auto hasPrefix = [&](char letter, int ofBase) {
        return (base == ofBase || base == 0) && rest.size() > 2 && rest[0] == '0'
            && std::tolower(static_cast<unsigned char>(rest[1])) == letter;
    };
    for (const auto& [letter, ofBase] : {std::pair{'x', 16}, {'o', 8}, {'b', 2}}) {
        if (!hasPrefix(letter, ofBase))
            continue;
        rest.remove_prefix(2);
        base = ofBase;
        break;
    }
    if (rest.starts_with('-') || rest.starts_with('+'))
        return std::nullopt;
    const auto value = parsed<int64_t>(rest, base == 0 ? 10 : base);
    return value && negative ? std::optional(-*value) : value;
}

std::optional<double> parseFloat(std::string_view text)
{
    const auto digits = digitsOf(text);
    if (!digits)
        return std::nullopt;
    const std::string_view rest = withoutPlus(*digits);
    if (rest.find('(') != rest.npos) // "nan(…)" is C's alone
        return std::nullopt;
    return parsed<double>(rest, std::chars_format::general);
}

} // namespace interweave::jinja
