// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// Text that may stand in the page as it is. Plain text becomes one by being escaped, so that
/// nothing a user wrote can be taken for a tag: `<` becomes `&lt;`, bytes that are no UTF-8 and
/// characters that XML does not know become U+FFFD.
class Markup {
public:
    Markup() = default;
    Markup(std::string_view plain);
    Markup(const std::string& plain);
    Markup(const char* plain);
    /// Taken as it stands: for what this program wrote itself.
    static Markup trusted(std::string markup);

    Markup& operator+=(const Markup& other);
    bool empty() const { return m_text.empty(); }
    const std::string& string() const { return m_text; }

private:
    std::string m_text;
};

Markup operator+(Markup first, const Markup& second);

struct Attribute {
    std::string name;
    std::string value; // plain text
};
using Attributes = std::vector<Attribute>;

/// <tag name="value">content</tag>, well-formed both as HTML and as XML.
Markup element(std::string_view tag, const Attributes& attributes, const Markup& content = {});
inline Markup element(std::string_view tag, const Markup& content)
{
    return element(tag, Attributes{}, content);
}

} // namespace interweave
