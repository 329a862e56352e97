// SPDX-License-Identifier: Apache-2.0
#include "core/text/normalizer.h"

#include "core/support/error.h"
#include "core/text/byte_level.h"
#include "core/text/text_growth.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cstdlib>
#include <utf8proc.h>

namespace interweave {

namespace {

constexpr size_t kMaxClusterBytes = 5; // longer clusters are rewritten character by character

utf8proc_option_t optionsOf(UnicodeForm form)
{
    int options = UTF8PROC_STABLE;
    options |= form == UnicodeForm::Nfc || form == UnicodeForm::Nfkc ? UTF8PROC_COMPOSE
                                                                     : UTF8PROC_DECOMPOSE;
    options |= form == UnicodeForm::Nfkc || form == UnicodeForm::Nfkd ? UTF8PROC_COMPAT : 0;
    return static_cast<utf8proc_option_t>(options);
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x80; });
}

/// Calls rewrite(codePoint, character) for every character; it appends to the result.
template <typename Rewrite>
std::string mapCharacters(std::string_view text, Rewrite rewrite)
{
    std::string result;
    result.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        const Utf8Step step = utf8At(text, i);
        rewrite(result, step.codePoint, text.substr(i, step.length));
        i += step.length;
    }
    return result;
}

bool isNmtControl(char32_t c)
{
    return (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F
        || c == 0x8F || c == 0x9F;
}

bool isNmtSpace(char32_t c)
{
    return c == 0x09 || c == 0x0A || c == 0x0C || c == 0x0D || c == 0x1680
        || (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xFEFF
        || c == 0xFFFD;
}

/// The end of the grapheme cluster that starts at `begin`.
size_t clusterEnd(std::string_view text, size_t begin)
{
    Utf8Step step = utf8At(text, begin);
    size_t end = begin + step.length;
    utf8proc_int32_t state = 0;
    while (end < text.size()) {
        const Utf8Step next = utf8At(text, end);
        if (utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(step.codePoint),
                static_cast<utf8proc_int32_t>(next.codePoint), &state))
            break;
        step = next;
        end += step.length;
    }
    return end;
}

} // namespace

std::string UnicodeNormalizer::apply(std::string text) const
{
    if (isAscii(text))
        return text;
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()), &mapped, optionsOf(m_form));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0)
        throw Error(ErrorCode::InvalidArgument, "normalizer", utf8proc_errmsg(length));
    return std::string(reinterpret_cast<const char*>(mapped), static_cast<size_t>(length));
}

std::string StripAccentsNormalizer::apply(std::string text) const
{
    if (isAscii(text))
        return text;
    return mapCharacters(text, [](std::string& result, char32_t codePoint, std::string_view kept) {
        if (!isMark(codePoint))
            result += kept;
    });
}

bool StripAccentsNormalizer::dropsStart(std::string_view text) const
{
    return !text.empty() && isMark(utf8At(text, 0).codePoint);
}

std::string LowercaseNormalizer::apply(std::string text) const
{
    return mapCharacters(text, [](std::string& result, char32_t codePoint, std::string_view) {
        constexpr char32_t kDottedCapitalI = 0x130; // the one whose lower case is two characters
        if (codePoint == kDottedCapitalI)
            result += "i\u0307";
        else
            appendUtf8(result, toLowercase(codePoint));
    });
}

std::string NmtNormalizer::apply(std::string text) const
{
    return mapCharacters(text, [](std::string& result, char32_t codePoint, std::string_view kept) {
        if (isNmtSpace(codePoint))
            result += ' ';
        else if (!isNmtControl(codePoint))
            result += kept;
    });
}

bool NmtNormalizer::dropsStart(std::string_view text) const
{
    return !text.empty() && isNmtControl(utf8At(text, 0).codePoint);
}

std::string PrependNormalizer::apply(std::string text) const
{
    return text.empty() ? text : m_prefix + text;
}

std::string ReplaceNormalizer::apply(std::string text) const
{
    return m_pattern.replaceAll(text, m_content);
}

std::string StripNormalizer::apply(std::string text) const
{
    std::string_view rest = text;
    while (m_left && !rest.empty()) {
        const Utf8Step first = utf8At(rest, 0);
        if (!isWhiteSpace(first.codePoint))
            break;
        rest.remove_prefix(first.length);
    }
    while (m_right && !rest.empty()) {
        const size_t last = previousCharacter(rest, rest.size());
        if (!isWhiteSpace(utf8At(rest, last).codePoint))
            break;
        rest = rest.substr(0, last);
    }
    return std::string(rest);
}

bool StripNormalizer::dropsStart(std::string_view text) const
{
    return m_left && !text.empty() && isWhiteSpace(utf8At(text, 0).codePoint);
}

std::string CharsmapNormalizer::apply(std::string text) const
{
    std::string result;
    result.reserve(text.size());
    const auto appendCharacters = [&](std::string_view cluster) {
        for (size_t i = 0; i < cluster.size();) {
            const std::string_view character = cluster.substr(i, utf8At(cluster, i).length);
            result += m_rules.find(character).value_or(character);
            i += character.size();
        }
    };
    for (size_t begin = 0; begin < text.size();) {
        const std::string_view cluster
            = std::string_view(text).substr(begin, clusterEnd(text, begin) - begin);
        const auto rewritten
            = cluster.size() <= kMaxClusterBytes ? m_rules.find(cluster) : std::nullopt;
        if (rewritten)
            result += *rewritten;
        else
            appendCharacters(cluster);
        checkGrowth(text.size(), result.size(), "normalizer");
        begin += cluster.size();
    }
    return result;
}

std::string ByteLevelNormalizer::apply(std::string text) const
{
    std::string spelled;
    appendByteSpelling(spelled, text);
    return spelled;
}

} // namespace interweave
