// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/format.h"
#include "core/text/jinja/methods.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/text_functions.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

template <bool Left, bool Right>
Value strip(const Call& call)
{
    const Value* letters = call.findSome(0);
    return call.likeSubject(std::string(stripped(call.subjectText(),
        letters ? std::optional(decode(call.text(0))) : std::nullopt, Left, Right)));
}

template <bool FromEnd>
Value split(const Call& call)
{
    const int64_t most = call.integer(1, -1);
    if (call.findSome(0) && call.text(0).empty())
        call.runtime.fail("empty separator");
    const auto parts = call.findSome(0) ? splitAt(call.subjectText(), call.text(0), most, FromEnd)
                                        : splitAtBlanks(call.subjectText(), most, FromEnd);
    Values items;
    for (const std::string_view part : parts)
        items.push_back(call.likeSubject(std::string(part)));
    return call.runtime.list(std::move(items));
}

Value splitlines(const Call& call)
{
    Values items;
    for (const std::string_view line : linesOf(call.subjectText(), call.flag(0, false)))
        items.push_back(call.likeSubject(std::string(line)));
    return call.runtime.list(std::move(items));
}

template <bool FromEnd>
Value partition(const Call& call)
{
    const std::string& text = call.subjectText();
    const std::string& separator = call.text(0);
    if (separator.empty())
        call.runtime.fail("empty separator");
    const size_t at = FromEnd ? text.rfind(separator) : text.find(separator);
    const bool found = at != text.npos;
    const auto part
        = [&](size_t from, size_t size) { return call.likeSubject(text.substr(from, size)); };
    const Value none = call.likeSubject("");
    if (!found)
        return FromEnd ? call.runtime.tuple({none, none, call.subject})
                       : call.runtime.tuple({call.subject, none, none});
    return call.runtime.tuple(
        {part(0, at), part(at, separator.size()), part(at + separator.size(), text.npos)});
}

/// What is put into a string: escaped where that is markup and this is not.
std::string fitting(const Call& call, const Value& value)
{
    const auto& text = std::get<Text>(value);
    const bool escape = std::get<Text>(call.subject).markup && !text.markup;
    return escape ? escapeHtml(*text.bytes) : *text.bytes;
}

Value replace(const Call& call)
{
    call.text(1);
    return call.likeSubject(replaced(call.runtime, call.subjectText(), call.text(0),
        fitting(call, *call.find(1)), call.integer(2, -1)));
}

Value join(const Call& call)
{
    std::string joined;
    bool first = true;
    for (const Value& item : elements(call.runtime, *call.find(0))) {
        if (!asText(item))
            call.runtime.fail("'join' expects strings, found " + typeName(item));
        const std::string text = fitting(call, item);
        call.runtime.reserve(text.size() + call.subjectText().size());
        joined += (first ? "" : call.subjectText()) + text;
        first = false;
    }
    return call.likeSubject(std::move(joined));
}

Value format(const Call& call)
{
    return formatBraces(call.runtime, std::get<Text>(call.subject), call.arguments);
}

Value capitalize(const Call& call)
{
    return call.likeSubject(capitalized(call.subjectText()));
}

Value title(const Call& call)
{
    return call.likeSubject(titled(call.subjectText(), isCased));
}

Value upper(const Call& call)
{
    return call.likeSubject(encode(toUpper(decode(call.subjectText()))));
}

Value lower(const Call& call)
{
    return call.likeSubject(encode(toLower(decode(call.subjectText()))));
}

Value swapcase(const Call& call)
{
    std::u32string swapped;
    for (const char32_t letter : decode(call.subjectText()))
        swapped += isUpper(letter) ? toLower({&letter, 1}) : toUpper({&letter, 1});
    return call.likeSubject(encode(swapped));
}

template <Alignment To>
Value align(const Call& call)
{
    std::string fill = " ";
    if (call.find(1)) {
        if (countCodePoints(call.text(1)) != 1)
            call.runtime.fail("the fill character must be exactly one character long");
        fill = call.text(1);
    }
    return call.likeSubject(
        aligned(call.runtime, call.subjectText(), call.integer(0, 0), To, fill));
}

Value zfill(const Call& call)
{
    const std::string& text = call.subjectText();
    const size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    return call.likeSubject(text.substr(0, sign)
        + aligned(call.runtime, text.substr(sign), call.integer(0, 0) - static_cast<int64_t>(sign),
            Alignment::Right, "0"));
}

Value removeprefix(const Call& call)
{
    const std::string& text = call.subjectText();
    return call.likeSubject(
        text.starts_with(call.text(0)) ? text.substr(call.text(0).size()) : text);
}

Value removesuffix(const Call& call)
{
    const std::string& text = call.subjectText();
    const bool ends = text.ends_with(call.text(0));
    return call.likeSubject(ends ? text.substr(0, text.size() - call.text(0).size()) : text);
}

constexpr Builtin kMethods[] = {
    {"capitalize", capitalize},
    {"center", align<Alignment::Center>, {"width", "fillchar"}, 1},
    {"format", format, {}, 0, true},
    {"join", join, {"iterable"}, 1},
    {"ljust", align<Alignment::Left>, {"width", "fillchar"}, 1},
    {"lower", lower},
    {"lstrip", strip<true, false>, {"chars"}},
    {"partition", partition<false>, {"sep"}, 1},
    {"removeprefix", removeprefix, {"prefix"}, 1},
    {"removesuffix", removesuffix, {"suffix"}, 1},
    {"replace", replace, {"old", "new", "count"}, 2},
    {"rjust", align<Alignment::Right>, {"width", "fillchar"}, 1},
    {"rpartition", partition<true>, {"sep"}, 1},
    {"rsplit", split<true>, {"sep", "maxsplit"}},
    {"rstrip", strip<false, true>, {"chars"}},
    {"split", split<false>, {"sep", "maxsplit"}},
    {"splitlines", splitlines, {"keepends"}},
    {"strip", strip<true, true>, {"chars"}},
    {"swapcase", swapcase},
    {"title", title},
    {"upper", upper},
    {"zfill", zfill, {"width"}, 1},
};

} // namespace

std::span<const Builtin> textMethods()
{
    return kMethods;
}

} // namespace interweave::jinja
