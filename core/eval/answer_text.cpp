// SPDX-License-Identifier: Apache-2.0
#include "core/eval/answer_text.h"

#include "core/eval/lower_case.h"

#include <algorithm>
#include <span>
#include <utf8proc.h>

namespace interweave {

namespace {

bool isAsciiPunctuation(CodePoint c)
{
    return c > 0x20 && c < 0x7F && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z')
        && !(c >= 'A' && c <= 'Z');
}

/// White space as Unicode and Python's str.split see it.
bool isSpace(CodePoint c)
{
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    const auto category = utf8proc_category(c);
    return c == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL
        || category == UTF8PROC_CATEGORY_ZP;
}

/// Letters and numbers: what \w matches once the underscore went with the punctuation.
bool isWordCharacter(CodePoint c)
{
    const auto category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO)
        || (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

void appendUtf8(std::string& text, std::span<const CodePoint> codePoints)
{
    for (const CodePoint c : codePoints) {
        utf8proc_uint8_t bytes[4];
        const auto used = utf8proc_encode_char(c, bytes);
        text.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(used));
    }
}

bool isArticle(std::span<const CodePoint> word)
{
    std::string text;
    appendUtf8(text, word);
    return text == "a" || text == "an" || text == "the";
}

/// A space takes an article's place, which parts "a—b" as it does in the reference.
void replaceArticles(std::vector<CodePoint>& text)
{
    for (size_t first = 0; first < text.size();) {
        const bool inWord = isWordCharacter(text[first]);
        size_t end = first + 1;
        while (end < text.size() && isWordCharacter(text[end]) == inWord)
            ++end;
        if (inWord && isArticle({text.data() + first, end - first}))
            std::fill(text.begin() + static_cast<std::ptrdiff_t>(first),
                text.begin() + static_cast<std::ptrdiff_t>(end), CodePoint(' '));
        first = end;
    }
}

} // namespace

std::string normaliseAnswer(std::string_view text)
{
    std::vector<CodePoint> characters = lowerCase(text);
    std::erase_if(characters, isAsciiPunctuation);
    replaceArticles(characters);
    std::string result;
    for (auto first = characters.begin(); first != characters.end();) {
        first = std::find_if_not(first, characters.end(), isSpace);
        const auto end = std::find_if(first, characters.end(), isSpace);
        if (first != end && !result.empty())
            result += ' ';
        appendUtf8(result, {first, end});
        first = end;
    }
    return result;
}

std::string lowerCasedAscii(std::string_view text)
{
    std::string result;
    for (const CodePoint c : lowerCase(text))
        result += c < 0x80 ? static_cast<char>(c) : '\x80'; // no part of a word either way
    return result;
}

} // namespace interweave
