// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/string_literal.h"

#include "core/support/error.h"
#include "core/text/utf8.h"

#include <charconv>

namespace interweave::jinja {

namespace {

/// The code point of so many digits at the beginning of `text`.
char32_t codePoint(std::string_view text, size_t digits, char letter)
{
    uint32_t value = 0;
    const std::string_view taken = text.substr(0, digits);
    const auto result = std::from_chars(taken.data(), taken.data() + taken.size(), value, 16);
    if (taken.size() < digits || result.ptr != taken.data() + digits)
        throw Error(
            ErrorCode::CorruptData, {}, std::string("the escape \\") + letter + " is cut off");
    if ((value >= 0xD800 && value < 0xE000) || value > 0x10FFFF)
        throw Error(ErrorCode::Unsupported, {},
            "the escape \\" + (letter + std::string(taken)) + " is no character");
    return value;
}

size_t octalDigits(std::string_view text)
{
    size_t digits = 0;
    while (digits < 3 && digits < text.size() && text[digits] >= '0' && text[digits] <= '7')
        ++digits;
    return digits;
}

} // namespace

std::string unescape(std::string_view literal)
{
    constexpr std::string_view kLetters = "abfnrtv\\'\"", kMeanings = "\a\b\f\n\r\t\v\\'\"";
    std::string text;
    for (size_t at = 0; at < literal.size();) {
        if (literal[at] != '\\' || at + 1 >= literal.size()) {
            text += literal[at++];
            continue;
        }
        const char letter = literal[at + 1];
        const std::string_view after = literal.substr(at + 2);
        at += 2;
        const size_t known = kLetters.find(letter);
        const size_t hexDigits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        if (known != kLetters.npos) {
            text += kMeanings[known];
        } else if (hexDigits > 0) {
            appendUtf8(text, codePoint(after, hexDigits, letter));
            at += hexDigits;
        } else if (const size_t octal = octalDigits(literal.substr(at - 1))) {
            uint32_t value = 0;
            std::from_chars(literal.data() + at - 1, literal.data() + at - 1 + octal, value, 8);
            appendUtf8(text, value);
            at += octal - 1;
        } else if (letter == 'N') {
            throw Error(ErrorCode::Unsupported, {}, "the escape \\N is not supported");
        } else if (letter != '\n') { // a line's end behind a backslash is left out
            text += {'\\', letter};
        }
    }
    return text;
}

} // namespace interweave::jinja
