// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/syntax.h"

namespace interweave::jinja {

/// Parses a template, UTF-8, of jinja2's language with loop controls and transformers' generation
/// tag; what other templates are needed for (extends, include, import, block) is not supported.
/// Throws Error{CorruptData, "<where>: line N"} for what is no template, Error{Unsupported} naming
/// the tag.
Statements parseTemplate(std::string_view source, const std::string& where);

} // namespace interweave::jinja
