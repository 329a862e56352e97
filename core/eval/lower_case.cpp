// SPDX-License-Identifier: Apache-2.0
#include "core/eval/lower_case.h"

#include <algorithm>
#include <array>
#include <utf8proc.h>

namespace interweave {

namespace {

constexpr CodePoint kCapitalSigma = 0x3A3;
constexpr CodePoint kFinalSigma = 0x3C2;
constexpr CodePoint kCapitalDottedI = 0x130;
constexpr CodePoint kDotAbove = 0x307;

std::vector<CodePoint> codePoints(std::string_view text)
{
    std::vector<CodePoint> result;
    result.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        CodePoint c = 0;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
        const auto left = static_cast<utf8proc_ssize_t>(text.size() - at);
        const utf8proc_ssize_t used = utf8proc_iterate(bytes, left, &c);
        at += used > 0 ? static_cast<size_t>(used) : 1;
        result.push_back(used > 0 ? c : 0xFFFD);
    }
    return result;
}

/// What Final_Sigma looks past: marks, signs of format, and what may stand inside a word.
bool isCaseIgnorable(CodePoint c)
{
    constexpr std::array<CodePoint, 15> inWords{'\'', '.', ':', 0xB7, 0x387, 0x55F, 0x5F4, 0x2018,
        0x2019, 0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07};
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return true;
    default: return c == 0xFF0E || c == 0xFF1A || std::ranges::find(inWords, c) != inWords.end();
    }
}

bool isCased(CodePoint c)
{
    const auto category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LT) || c == 0xAA
        || c == 0xBA || (c >= 0x2160 && c <= 0x217F) // Roman numerals
        || (c >= 0x24B6 && c <= 0x24E9) // circled letters
        || (c >= 0x1F130 && c <= 0x1F189); // squared ones, with gaps that hold no letter
}

template <class Iterator>
bool reachesCased(Iterator at, Iterator end)
{
    at = std::find_if_not(at, end, isCaseIgnorable);
    return at != end && isCased(*at);
}

} // namespace

std::vector<CodePoint> lowerCase(std::string_view text)
{
    const std::vector<CodePoint> given = codePoints(text);
    std::vector<CodePoint> result;
    result.reserve(given.size());
    for (auto at = given.begin(); at != given.end(); ++at) {
        const bool endsWord = *at == kCapitalSigma && !reachesCased(at + 1, given.end())
            && reachesCased(std::make_reverse_iterator(at), given.rend());
        result.push_back(endsWord        ? kFinalSigma
                : *at == kCapitalDottedI ? CodePoint('i')
                                         : utf8proc_tolower(*at));
        if (*at == kCapitalDottedI)
            result.push_back(kDotAbove);
    }
    return result;
}

} // namespace interweave
