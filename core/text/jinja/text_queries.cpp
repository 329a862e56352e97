// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/methods.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

/// The part of the subject between the optional arguments `start` and `end`, in code points.
struct Window {
    std::string text;
    int64_t start;
};

Window windowOf(const Call& call)
{
    const auto bound = [&](size_t parameter) {
        return call.findSome(parameter) ? Value(call.integer(parameter, 0)) : Value(None());
    };
    const std::string& whole = call.subjectText();
    if (!call.findSome(1) && !call.findSome(2))
        return {whole, 0};
    const int64_t size = countCodePoints(whole);
    int64_t start = call.findSome(1) ? call.integer(1, 0) : 0;
    if (start < 0)
        start = std::max(start, -size) + size;
    return {*asText(slice(call.runtime, call.subject, bound(1), bound(2), None())),
        std::min(start, size)};
}

template <bool AtEnd>
Value endsAt(const Call& call)
{
    const std::string text = windowOf(call).text;
    const auto fits = [&](const Value& affix) {
        const auto* part = asText(affix);
        if (!part)
            call.fail("expects a string or a tuple of strings, not " + typeName(affix));
        return AtEnd ? text.ends_with(*part) : text.starts_with(*part);
    };
    const auto* several = asSequence(*call.find(0));
    if (!several || !several->tuple)
        return fits(*call.find(0));
    return std::any_of(several->items.begin(), several->items.end(), fits);
}

/// In code points; −1 where there is none.
template <bool FromEnd>
int64_t positionOf(const Call& call)
{
    const Window window = windowOf(call);
    const size_t at = FromEnd ? window.text.rfind(call.text(0)) : window.text.find(call.text(0));
    return at == std::string::npos
        ? -1
        : window.start + countCodePoints(std::string_view(window.text).substr(0, at));
}

template <bool FromEnd>
Value find(const Call& call)
{
    return positionOf<FromEnd>(call);
}

template <bool FromEnd>
Value index(const Call& call)
{
    const int64_t at = positionOf<FromEnd>(call);
    if (at < 0)
        call.runtime.fail("substring not found");
    return at;
}

Value count(const Call& call)
{
    const std::string text = windowOf(call).text;
    const std::string& part = call.text(0);
    if (part.empty())
        return countCodePoints(text) + 1;
    int64_t count = 0;
    for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

/// True of a string that has letters, all of them such.
template <bool (*Test)(char32_t)>
Value areAll(const Call& call)
{
    const std::u32string letters = decode(call.subjectText());
    return !letters.empty() && std::all_of(letters.begin(), letters.end(), Test);
}

bool isAlphanumeric(char32_t letter)
{
    return isLetter(letter) || isNumeric(letter);
}

bool isAscii(char32_t letter)
{
    return letter < 0x80;
}

Value isascii(const Call& call)
{
    const std::u32string letters = decode(call.subjectText());
    return std::all_of(letters.begin(), letters.end(), isAscii);
}

Value isprintable(const Call& call)
{
    const std::u32string letters = decode(call.subjectText());
    return std::all_of(letters.begin(), letters.end(), isPrintable);
}

/// True where there are letters of the one case and none of the other.
template <bool (*Wanted)(char32_t), bool (*Other)(char32_t)>
Value isCase(const Call& call)
{
    const std::u32string letters = decode(call.subjectText());
    return std::any_of(letters.begin(), letters.end(), Wanted)
        && std::none_of(letters.begin(), letters.end(), Other);
}

constexpr Builtin kQueries[] = {
    {"count", count, {"sub", "start", "end"}, 1},
    {"endswith", endsAt<true>, {"suffix", "start", "end"}, 1},
    {"find", find<false>, {"sub", "start", "end"}, 1},
    {"index", index<false>, {"sub", "start", "end"}, 1},
    {"isalnum", areAll<isAlphanumeric>},
    {"isalpha", areAll<isLetter>},
    {"isascii", isascii},
    {"isdecimal", areAll<isDecimal>},
    {"isdigit", areAll<isDecimal>},
    {"islower", isCase<isLower, isUpper>},
    {"isnumeric", areAll<isNumeric>},
    {"isprintable", isprintable},
    {"isspace", areAll<isPythonSpace>},
    {"isupper", isCase<isUpper, isLower>},
    {"rfind", find<true>, {"sub", "start", "end"}, 1},
    {"rindex", index<true>, {"sub", "start", "end"}, 1},
    {"startswith", endsAt<false>, {"prefix", "start", "end"}, 1},
};

} // namespace

std::span<const Builtin> textQueries()
{
    return kQueries;
}

} // namespace interweave::jinja
