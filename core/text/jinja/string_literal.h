// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave::jinja {

/// What a string literal stands for, its quotes left out: Python's escapes (\n, \x41, \u00e9, …).
/// Throws Error{CorruptData} for one that is cut off, Error{Unsupported} for \N{…} and for half a
/// surrogate pair.
std::string unescape(std::string_view literal);

} // namespace interweave::jinja
