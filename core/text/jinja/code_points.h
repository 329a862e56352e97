// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace interweave::jinja {

/// Python counts and cuts strings by code points; ours are UTF-8.

std::u32string decode(std::string_view text);
std::string encode(std::u32string_view codePoints);
int64_t countCodePoints(std::string_view text);
/// The byte at which code point `index` begins, text.size() past the end.
size_t byteOffset(std::string_view text, int64_t index);

/// str.isspace, which also has the separators U+001C … U+001F.
bool isPythonSpace(char32_t codePoint);
/// repr shows it as it is.
bool isPrintable(char32_t codePoint);
bool isUpper(char32_t codePoint);
bool isLower(char32_t codePoint);
/// Of either case.
bool isCased(char32_t codePoint);
bool isLetter(char32_t codePoint);
bool isDecimal(char32_t codePoint);
/// Where str.splitlines ends a line ("\r\n" apart).
bool isLineEnd(char32_t codePoint);

/// Case as str.upper, lower and title change it. Of the letters that become several, those of
/// Latin script (ß, ﬁ, …) are known.
std::u32string toUpper(std::u32string_view text);
std::u32string toLower(std::u32string_view text);

} // namespace interweave::jinja
