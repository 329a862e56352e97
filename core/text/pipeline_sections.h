// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/json_field.h"
#include "core/text/regex.h"

namespace interweave {

/// What the readers of a tokenizer.json's sections share.

/// Sequences inside sequences are legal; nobody needs many levels, and reading them recurses.
inline constexpr int kMaxSectionDepth = 16;

/// Calls read(element, depth + 1) for each element of the array `key` of a section of type
/// Sequence. Throws Error{Unsupported} at kMaxSectionDepth.
template <typename Read>
void readSequence(const JsonField& section, std::string_view key, int depth, Read read)
{
    section.allowKeys({"type", key});
    if (depth >= kMaxSectionDepth)
        section.unsupported("sequences nested deeper than " + std::to_string(kMaxSectionDepth));
    for (const JsonField& item : section[key].items())
        read(item, depth + 1);
}

[[noreturn]] void refuseType(const JsonField& section, const std::string& type);

/// {"Regex": …} or {"String": …}.
Regex readPattern(const JsonField& pattern);

/// A string that must be one character.
std::string readCharacter(const JsonField& field);

} // namespace interweave
