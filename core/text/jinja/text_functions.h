// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

#include <optional>

namespace interweave::jinja {

/// What Python's string methods and jinja2's filters share.

/// Without the letters of `set` (absent: blanks) at its ends.
std::string_view stripped(
    std::string_view text, const std::optional<std::u32string>& set, bool left, bool right);

/// At most `most` cuts (below 0: all), counted from the end or the beginning. separator: not empty.
std::vector<std::string_view> splitAt(
    std::string_view text, std::string_view separator, int64_t most, bool fromEnd);
/// At runs of blanks; no part is empty. What lies beyond the last cut keeps its blanks.
std::vector<std::string_view> splitAtBlanks(std::string_view text, int64_t most, bool fromEnd);
std::vector<std::string_view> linesOf(std::string_view text, bool keepEnds);

/// At most `most` replacements (below 0: all); between all letters where `old` is empty.
std::string replaced(Runtime& runtime, std::string_view text, std::string_view old,
    std::string_view with, int64_t most);

std::string capitalized(std::string_view text);
/// Capitals after what is not `inWord`, small letters elsewhere.
std::string titled(std::string_view text, bool (*inWord)(char32_t));

enum class Alignment { Left, Right, Center };

/// Filled up to `width` code points.
std::string aligned(
    Runtime& runtime, std::string_view text, int64_t width, Alignment to, std::string_view fill);

} // namespace interweave::jinja
