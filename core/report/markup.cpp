// SPDX-License-Identifier: Apache-2.0
#include "core/report/markup.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace interweave {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

bool isXmlCharacter(utf8proc_int32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

void appendEscaped(std::string& text, std::string_view character)
{
    switch (character.front()) {
    case '&': text += "&amp;"; break;
    case '<': text += "&lt;"; break;
    case '>': text += "&gt;"; break;
    case '"': text += "&quot;"; break;
    case '\'': text += "&#39;"; break;
    default: text += character;
    }
}

std::string escaped(std::string_view plain)
{
    std::string text;
    text.reserve(plain.size());
    while (!plain.empty()) {
        utf8proc_int32_t c = 0;
        const utf8proc_ssize_t length
            = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(plain.data()),
                static_cast<utf8proc_ssize_t>(plain.size()), &c);
        const size_t bytes = length > 0 ? static_cast<size_t>(length) : 1;
        if (length > 0 && isXmlCharacter(c))
            appendEscaped(text, plain.substr(0, bytes));
        else
            text += kReplacement;
        plain.remove_prefix(bytes);
    }
    return text;
}

/// Those that HTML or SVG lets end at once.
bool hasNoContent(std::string_view tag)
{
    constexpr std::array<std::string_view, 7> kTags{
        "meta", "br", "col", "line", "path", "rect", "circle"};
    return std::ranges::find(kTags, tag) != kTags.end();
}

} // namespace

Markup::Markup(std::string_view plain)
    : m_text(escaped(plain))
{
}

Markup::Markup(const std::string& plain)
    : Markup(std::string_view(plain))
{
}

Markup::Markup(const char* plain)
    : Markup(std::string_view(plain))
{
}

Markup Markup::trusted(std::string markup)
{
    Markup result;
    result.m_text = std::move(markup);
    return result;
}

Markup& Markup::operator+=(const Markup& other)
{
    m_text += other.m_text;
    return *this;
}

Markup operator+(Markup first, const Markup& second)
{
    first += second;
    return first;
}

Markup element(std::string_view tag, const Attributes& attributes, const Markup& content)
{
    const std::string name(tag);
    std::string text = "<" + name;
    for (const Attribute& attribute : attributes)
        text += " " + attribute.name + "=\"" + Markup(attribute.value).string() + "\"";
    if (content.empty() && hasNoContent(tag))
        return Markup::trusted(text + "/>");
    return Markup::trusted(text + ">" + content.string() + "</" + name + ">");
}

} // namespace interweave
