// SPDX-License-Identifier: Apache-2.0
#include "core/text/pipeline_sections.h"

#include "core/text/utf8.h"

namespace interweave {

void refuseType(const JsonField& section, const std::string& type)
{
    section["type"].unsupported("'" + type + "' is not known here");
}

Regex readPattern(const JsonField& pattern)
{
    pattern.allowKeys({"Regex", "String"});
    if (const auto regex = pattern.find("Regex"))
        return Regex::fromOniguruma(regex->text(), regex->where());
    const JsonField literal = pattern["String"];
    return Regex::literal(literal.text(), literal.where());
}

std::string readCharacter(const JsonField& field)
{
    std::string text = field.text();
    if (text.empty() || utf8At(text, 0).length != text.size())
        field.corrupt("expected one character, found '" + text + "'");
    return text;
}

} // namespace interweave
