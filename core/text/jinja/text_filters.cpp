// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/builtin.h"
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/format.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/text_functions.h"

namespace interweave::jinja {

namespace {

/// The subject as a string, whatever it is; what is undefined is empty.
std::string textOf(const Call& call)
{
    return toText(call.runtime, call.subject);
}

Value upper(const Call& call)
{
    return call.likeSubject(encode(toUpper(decode(textOf(call)))));
}

Value lower(const Call& call)
{
    return call.likeSubject(encode(toLower(decode(textOf(call)))));
}

Value capitalize(const Call& call)
{
    return call.likeSubject(capitalized(textOf(call)));
}

bool isInTitledWord(char32_t letter)
{
    return !isPythonSpace(letter)
        && std::u32string_view(U"-({[<").find(letter) == std::u32string_view::npos;
}

Value title(const Call& call)
{
    return call.runtime.text(titled(textOf(call), isInTitledWord));
}

Value trim(const Call& call)
{
    const std::string text = textOf(call);
    return call.likeSubject(std::string(stripped(
        text, call.findSome(0) ? std::optional(decode(call.text(0))) : std::nullopt, true, true)));
}

Value replace(const Call& call)
{
    const auto given
        = [&](size_t parameter) { return toText(call.runtime, *call.find(parameter)); };
    const int64_t most = call.findSome(2) ? call.integer(2, -1) : -1;
    return call.runtime.text(replaced(call.runtime, textOf(call), given(0), given(1), most));
}

Value string(const Call& call)
{
    return call.likeSubject(textOf(call));
}

Value safe(const Call& call)
{
    return call.runtime.text(textOf(call), true);
}

Value escape(const Call& call)
{
    const auto* text = std::get_if<Text>(&call.subject);
    return text && text->markup ? call.subject : call.runtime.text(escapeHtml(textOf(call)), true);
}

Value center(const Call& call)
{
    return call.likeSubject(
        aligned(call.runtime, textOf(call), call.integer(0, 80), Alignment::Center, " "));
}

Value format(const Call& call)
{
    const Arguments& given = call.arguments;
    if (!given.named.empty() && !given.positional.empty())
        call.runtime.fail("'format' takes arguments by place or by name, not both");
    std::vector<std::pair<Value, Value>> entries;
    for (const auto& [name, value] : given.named)
        entries.emplace_back(call.runtime.text(name), value);
    return formatPercent(call.runtime, std::get<Text>(call.runtime.text(textOf(call))),
        given.named.empty() ? call.runtime.tuple(given.positional)
                            : call.runtime.dict(std::move(entries)));
}

Value indent(const Call& call)
{
    const auto* by = call.find(0) ? asText(*call.find(0)) : nullptr;
    const std::string indention
        = by ? *by : aligned(call.runtime, "", call.integer(0, 4), Alignment::Left, " ");
    const bool first = call.flag(1, false), blank = call.flag(2, false);
    const std::string& text = call.subjectText();
    std::vector<std::string_view> lines = linesOf(text, false);
    const bool ended = !text.empty() && isLineEnd(decode(text).back()) && text.back() != '\r';
    if (text.empty() || ended) // the reference adds a line end before it parts the lines
        lines.emplace_back();
    std::string result;
    for (size_t i = 0; i < lines.size(); ++i) {
        const bool indented = i == 0 ? first : blank || !lines[i].empty();
        call.runtime.reserve(lines[i].size() + indention.size() + 1);
        if (i > 0)
            result += '\n';
        if (indented)
            result += indention;
        result += lines[i];
    }
    return call.likeSubject(std::move(result));
}

Value truncate(const Call& call)
{
    const std::string& text = call.subjectText();
    const std::string end = call.find(2) ? call.text(2) : "...";
    const int64_t length = call.integer(0, 255), endLength = countCodePoints(end);
    const int64_t leeway = call.findSome(3) ? call.integer(3, 5) : 5;
    if (length < endLength || leeway < 0)
        call.runtime.fail("'truncate' needs a length of at least " + std::to_string(endLength));
    if (countCodePoints(text) <= length || countCodePoints(text) - length <= leeway)
        return call.subject;
    std::string_view cut = std::string_view(text).substr(0, byteOffset(text, length - endLength));
    if (!call.flag(1, false))
        cut = splitAt(cut, " ", 1, true).front();
    return call.likeSubject(std::string(cut) + end);
}

Value tojson(const Call& call)
{
    JsonStyle style;
    style.asciiOnly = call.flag(0, false);
    if (const Value* indent = call.findSome(1)) {
        const auto* text = asText(*indent);
        style.indent
            = text ? *text : aligned(call.runtime, "", call.integer(1, 0), Alignment::Left, " ");
        style.itemSeparator = ',';
    }
    if (const Value* separators = call.findSome(2)) {
        const Values pair = elements(call.runtime, *separators);
        if (pair.size() != 2 || !asText(pair[0]) || !asText(pair[1]))
            call.runtime.fail("'tojson' expects two strings as separators");
        style.itemSeparator = *asText(pair[0]);
        style.keySeparator = *asText(pair[1]);
    }
    style.sortKeys = call.flag(3, false);
    return call.runtime.text(toJsonText(call.runtime, call.subject, style));
}

constexpr Builtin kFilters[] = {
    {"capitalize", capitalize},
    {"center", center, {"width"}},
    {"e", escape},
    {"escape", escape},
    {"format", format, {}, 0, true},
    {"indent", indent, {"width", "first", "blank"}},
    {"lower", lower},
    {"replace", replace, {"old", "new", "count"}, 2},
    {"safe", safe},
    {"string", string},
    {"title", title},
    {"tojson", tojson, {"ensure_ascii", "indent", "separators", "sort_keys"}},
    {"trim", trim, {"chars"}},
    {"truncate", truncate, {"length", "killwords", "end", "leeway"}},
    {"upper", upper},
};

} // namespace

std::span<const Builtin> textFilters()
{
    return kFilters;
}

} // namespace interweave::jinja
