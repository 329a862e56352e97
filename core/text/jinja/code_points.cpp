// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/code_points.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <utf8proc.h>

namespace interweave::jinja {

namespace {

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

utf8proc_category_t category(char32_t codePoint)
{
    return utf8proc_category(static_cast<utf8proc_int32_t>(codePoint));
}

/// Unicode's SpecialCasing of Latin letters whose capital is several; empty for others.
std::u32string_view severalCapitals(char32_t codePoint)
{
    switch (codePoint) {
    case U'ß': return U"SS";
    case U'\u0149': return U"\u02BCN";
    case U'\u01F0': return U"J\u030C";
    case U'\uFB00': return U"FF";
    case U'\uFB01': return U"FI";
    case U'\uFB02': return U"FL";
    case U'\uFB03': return U"FFI";
    case U'\uFB04': return U"FFL";
    case U'\uFB05':
    case U'\uFB06': return U"ST";
    default: return {};
    }
}

/// What stands between letters without parting a word: marks, apostrophes, points.
bool isCaseIgnorable(char32_t codePoint)
{
    const auto kind = category(codePoint);
    return kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_ME
        || kind == UTF8PROC_CATEGORY_CF || kind == UTF8PROC_CATEGORY_LM
        || kind == UTF8PROC_CATEGORY_SK
        || std::u32string_view(U"'.:\u00B7\u2018\u2019\u2024\u2027").find(codePoint)
        != std::u32string_view::npos;
}

/// A capital sigma that ends a word.
bool isFinalSigma(std::u32string_view text, size_t at)
{
    size_t before = at;
    while (before > 0 && isCaseIgnorable(text[before - 1]))
        --before;
    if (before == 0 || !isCased(text[before - 1]))
        return false;
    size_t after = at + 1;
    while (after < text.size() && isCaseIgnorable(text[after]))
        ++after;
    return after == text.size() || !isCased(text[after]);
}

} // namespace

std::u32string decode(std::string_view text)
{
    std::u32string codePoints;
    codePoints.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const Utf8Step step = utf8At(text, at);
        codePoints += step.codePoint;
        at += step.length;
    }
    return codePoints;
}

std::string encode(std::u32string_view codePoints)
{
    std::string text;
    text.reserve(codePoints.size());
    for (const char32_t codePoint : codePoints)
        appendUtf8(text, codePoint);
    return text;
}

int64_t countCodePoints(std::string_view text)
{
    return static_cast<int64_t>(text.size())
        - std::count_if(text.begin(), text.end(), isContinuation);
}

size_t byteOffset(std::string_view text, int64_t index)
{
    size_t at = 0;
    for (; at < text.size(); ++at)
        if (!isContinuation(text[at]) && index-- == 0)
            break;
    return at;
}

bool isPythonSpace(char32_t codePoint)
{
    return isWhiteSpace(codePoint) || (codePoint >= 0x1C && codePoint <= 0x1F);
}

bool isPrintable(char32_t codePoint)
{
    switch (category(codePoint)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    case UTF8PROC_CATEGORY_ZS: return codePoint == U' ';
    default: return true;
    }
}

bool isUpper(char32_t codePoint)
{
    const auto kind = category(codePoint);
    return kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LT;
}

bool isLower(char32_t codePoint)
{
    return category(codePoint) == UTF8PROC_CATEGORY_LL;
}

bool isCased(char32_t codePoint)
{
    return isUpper(codePoint) || isLower(codePoint);
}

bool isLetter(char32_t codePoint)
{
    const auto kind = category(codePoint);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool isDecimal(char32_t codePoint)
{
    return category(codePoint) == UTF8PROC_CATEGORY_ND;
}

bool isLineEnd(char32_t codePoint)
{
    return (codePoint >= 0x0A && codePoint <= 0x0D) || (codePoint >= 0x1C && codePoint <= 0x1E)
        || codePoint == 0x85 || codePoint == 0x2028 || codePoint == 0x2029;
}

std::u32string toUpper(std::u32string_view text)
{
    std::u32string upper;
    for (const char32_t codePoint : text) {
        const std::u32string_view several = severalCapitals(codePoint);
        if (!several.empty())
            upper += several;
        else
            upper += static_cast<char32_t>(
                utf8proc_toupper(static_cast<utf8proc_int32_t>(codePoint)));
    }
    return upper;
}

std::u32string toLower(std::u32string_view text)
{
    std::u32string lower;
    for (size_t at = 0; at < text.size(); ++at) {
        if (text[at] == U'\u0130') // İ
            lower += U"i\u0307";
        else if (text[at] == U'\u03A3')
            lower += isFinalSigma(text, at) ? U'\u03C2' : U'\u03C3';
        else
            lower
                += static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(text[at])));
    }
    return lower;
}

} // namespace interweave::jinja
