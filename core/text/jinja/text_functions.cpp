// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/text_functions.h"

#include "core/text/jinja/code_points.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

/// Where the character before `end` begins.
size_t previous(std::string_view text, size_t end)
{
    do
        --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
    return end;
}

bool isSpaceAt(std::string_view text, size_t at)
{
    return isPythonSpace(utf8At(text, at).codePoint);
}

std::string_view cutOut(std::string_view text, size_t begin, size_t end)
{
    return text.substr(begin, end - begin);
}

} // namespace

std::string_view stripped(
    std::string_view text, const std::optional<std::u32string>& set, bool left, bool right)
{
    const auto goes = [&](char32_t letter) {
        return set ? set->find(letter) != set->npos : isPythonSpace(letter);
    };
    while (left && !text.empty()) {
        const Utf8Step step = utf8At(text, 0);
        if (!goes(step.codePoint))
            break;
        text.remove_prefix(step.length);
    }
    while (right && !text.empty()) {
        const size_t last = previous(text, text.size());
        if (!goes(utf8At(text, last).codePoint))
            break;
        text = text.substr(0, last);
    }
    return text;
}

std::vector<std::string_view> splitAt(
    std::string_view text, std::string_view separator, int64_t most, bool fromEnd)
{
    std::vector<std::string_view> parts;
    while (most < 0 || static_cast<int64_t>(parts.size()) < most) {
        const size_t at = fromEnd ? text.rfind(separator) : text.find(separator);
        if (at == text.npos)
            break;
        const std::string_view before = text.substr(0, at);
        const std::string_view after = text.substr(at + separator.size());
        parts.push_back(fromEnd ? after : before);
        text = fromEnd ? before : after;
    }
    parts.push_back(text);
    if (fromEnd)
        std::reverse(parts.begin(), parts.end());
    return parts;
}

std::vector<std::string_view> splitAtBlanks(std::string_view text, int64_t most, bool fromEnd)
{
    std::vector<std::string_view> parts;
    text = stripped(text, std::nullopt, !fromEnd, fromEnd);
    while (!text.empty()) {
        if (most >= 0 && static_cast<int64_t>(parts.size()) >= most) {
            parts.push_back(text);
            break;
        }
        if (fromEnd) {
            size_t begin = text.size();
            while (begin > 0 && !isSpaceAt(text, previous(text, begin)))
                begin = previous(text, begin);
            parts.push_back(text.substr(begin));
            text = text.substr(0, begin);
        } else {
            size_t end = 0;
            while (end < text.size() && !isSpaceAt(text, end))
                end += utf8At(text, end).length;
            parts.push_back(text.substr(0, end));
            text.remove_prefix(end);
        }
        text = stripped(text, std::nullopt, !fromEnd, fromEnd);
    }
    if (fromEnd)
        std::reverse(parts.begin(), parts.end());
    return parts;
}

std::vector<std::string_view> linesOf(std::string_view text, bool keepEnds)
{
    std::vector<std::string_view> lines;
    size_t begin = 0;
    for (size_t at = 0; at < text.size();) {
        const Utf8Step step = utf8At(text, at);
        size_t next = at + step.length;
        if (isLineEnd(step.codePoint)) {
            if (step.codePoint == U'\r' && next < text.size() && text[next] == '\n')
                ++next;
            lines.push_back(cutOut(text, begin, keepEnds ? next : at));
            begin = next;
        }
        at = next;
    }
    if (begin < text.size())
        lines.push_back(text.substr(begin));
    return lines;
}

std::string replaced(Runtime& runtime, std::string_view text, std::string_view old,
    std::string_view with, int64_t most)
{
    std::string result;
    size_t from = 0; // of what is not copied yet
    size_t at = 0;
    for (int64_t count = 0; most < 0 || count < most; ++count) {
        at = old.empty() ? at : text.find(old, at);
        if (at > text.size()) // also where nothing is found
            break;
        runtime.reserve(with.size() + at - from);
        result += cutOut(text, from, at);
        result += with;
        from = at + old.size();
        if (!old.empty())
            at = from;
        else
            at += at < text.size() ? utf8At(text, at).length : 1;
    }
    return result += text.substr(std::min(from, text.size()));
}

std::string capitalized(std::string_view text)
{
    const std::u32string letters = decode(text);
    if (letters.empty())
        return {};
    const std::u32string first = toUpper({letters.data(), 1});
    return encode(first.substr(0, 1) + toLower(first.substr(1)) + toLower(letters.substr(1)));
}

std::string titled(std::string_view text, bool (*inWord)(char32_t))
{
    std::u32string titled;
    const std::u32string letters = decode(text);
    const std::u32string lower = toLower(letters);
    bool begins = true;
    for (size_t i = 0; i < letters.size(); ++i) {
        const bool word = inWord(letters[i]);
        if (begins && word)
            titled += toUpper({&letters[i], 1});
        else
            titled += lower.size() == letters.size() ? lower[i] : toLower({&letters[i], 1})[0];
        begins = !word;
    }
    return encode(titled);
}

std::string aligned(
    Runtime& runtime, std::string_view text, int64_t width, Alignment to, std::string_view fill)
{
    const int64_t missing = std::max<int64_t>(0, width - countCodePoints(text));
    if (missing > INT32_MAX)
        runtime.fail("a width of " + std::to_string(width) + " is too much");
    runtime.reserve(static_cast<size_t>(missing) * fill.size());
    // str.center puts the odd one on the left where the width is odd
    const int64_t left = to == Alignment::Left ? 0
        : to == Alignment::Right               ? missing
                                               : missing / 2 + (missing & width & 1);
    std::string result;
    for (int64_t i = 0; i < left; ++i)
        result += fill;
    result += text;
    for (int64_t i = left; i < missing; ++i)
        result += fill;
    return result;
}

} // namespace interweave::jinja
