// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"

#include <utf8proc.h>

namespace interweave {

namespace {

/// What a lead byte promises: how many bytes follow, and the range the first of them must lie in.
struct Lead {
    uint32_t following;
    uint8_t low = 0x80;
    uint8_t high = 0xBF;
};

Lead leadOf(uint8_t byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return {1};
    if (byte >= 0xE0 && byte <= 0xEF)
        return {2, static_cast<uint8_t>(byte == 0xE0 ? 0xA0 : 0x80),
            static_cast<uint8_t>(byte == 0xED ? 0x9F : 0xBF)};
    if (byte >= 0xF0 && byte <= 0xF4)
        return {3, static_cast<uint8_t>(byte == 0xF0 ? 0x90 : 0x80),
            static_cast<uint8_t>(byte == 0xF4 ? 0x8F : 0xBF)};
    return {0};
}

} // namespace

Utf8Step utf8At(std::string_view text, size_t position)
{
    const auto byteAt = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
    const uint8_t first = byteAt(position);
    if (first < 0x80)
        return {first, 1, Utf8State::Valid};
    const Lead lead = leadOf(first);
    if (lead.following == 0)
        return {0xFFFD, 1, Utf8State::Invalid};
    char32_t codePoint = first & (0x3F >> lead.following);
    for (uint32_t i = 1; i <= lead.following; ++i) {
        if (position + i >= text.size())
            return {0xFFFD, i, Utf8State::Incomplete};
        const uint8_t byte = byteAt(position + i);
        if (byte < (i == 1 ? lead.low : 0x80) || byte > (i == 1 ? lead.high : 0xBF))
            return {0xFFFD, i, Utf8State::Invalid};
        codePoint = (codePoint << 6) | (byte & 0x3F);
    }
    return {codePoint, lead.following + 1, Utf8State::Valid};
}

bool isValidUtf8(std::string_view text)
{
    for (size_t i = 0; i < text.size();) {
        const Utf8Step step = utf8At(text, i);
        if (step.state != Utf8State::Valid)
            return false;
        i += step.length;
    }
    return true;
}

std::string replaceInvalidUtf8(std::string_view text, Utf8End end)
{
    std::string result;
    result.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        const Utf8Step step = utf8At(text, i);
        const bool keep = step.state == Utf8State::Valid
            || (step.state == Utf8State::Incomplete && end == Utf8End::Keep);
        result += keep ? text.substr(i, step.length) : kReplacementCharacter;
        i += step.length;
    }
    return result;
}

std::string replaceInvalidBytes(std::string_view text, Utf8End end)
{
    std::string result;
    result.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        const Utf8Step step = utf8At(text, i);
        const bool keep = step.state == Utf8State::Valid
            || (step.state == Utf8State::Incomplete && end == Utf8End::Keep);
        const size_t length = keep ? step.length : 1;
        result += keep ? text.substr(i, length) : kReplacementCharacter;
        i += length;
    }
    return result;
}

size_t previousCharacter(std::string_view text, size_t end)
{
    size_t begin = end - 1;
    while (begin > 0 && (static_cast<uint8_t>(text[begin]) & 0xC0) == 0x80)
        --begin;
    return begin;
}

size_t incompleteUtf8Tail(std::string_view text)
{
    for (size_t tail = 1; tail <= 3 && tail <= text.size(); ++tail) {
        const Utf8Step step = utf8At(text, text.size() - tail);
        if (step.state == Utf8State::Incomplete)
            return tail;
        if (step.state == Utf8State::Valid)
            return 0;
    }
    return 0;
}

void appendUtf8(std::string& text, char32_t codePoint)
{
    utf8proc_uint8_t bytes[4];
    const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(codePoint), bytes);
    text.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(length));
}

bool isWhiteSpace(char32_t codePoint)
{
    if (codePoint < 0x80)
        return codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r');
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(codePoint))) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return codePoint == 0x85;
    }
}

bool isNumeric(char32_t codePoint)
{
    if (codePoint < 0x80)
        return codePoint >= '0' && codePoint <= '9';
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(codePoint))) {
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

bool isMark(char32_t codePoint)
{
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(codePoint))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return true;
    default: return false;
    }
}

char32_t toLowercase(char32_t codePoint)
{
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(codePoint)));
}

bool isWordCharacter(char32_t codePoint)
{
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(codePoint))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return codePoint == 0x200C || codePoint == 0x200D;
    }
}

} // namespace interweave
