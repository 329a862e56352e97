// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace interweave {

/// UTF-8 as the Unicode standard defines it (no surrogates, no overlong forms, at most U+10FFFF).

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD"; // U+FFFD

enum class Utf8State {
    Valid, // a whole character
    Incomplete, // the text ends inside a character that could still become valid
    Invalid, // no character starts here
};

/// One step through a text. `length` is in bytes: of the character, or of the longest start of a
/// character that is there (at least 1), which is what one U+FFFD stands for (Unicode 15,
/// section 3.9, "maximal subpart").
struct Utf8Step {
    char32_t codePoint; // U+FFFD unless Valid
    uint32_t length;
    Utf8State state;
};

/// The character at `position` < text.size().
Utf8Step utf8At(std::string_view text, size_t position);

bool isValidUtf8(std::string_view text);

enum class Utf8End {
    Replace,
    Keep, // leave an incomplete character at the end as it is
};

/// `text` with U+FFFD for everything invalid, as Python's errors="replace" and Rust's
/// from_utf8_lossy do.
std::string replaceInvalidUtf8(std::string_view text, Utf8End end = Utf8End::Replace);

/// The same with one U+FFFD for each invalid byte, as sentencepiece does.
std::string replaceInvalidBytes(std::string_view text, Utf8End end = Utf8End::Replace);

/// Where the last character of text[0, end) starts; 0 < end, valid UTF-8.
size_t previousCharacter(std::string_view text, size_t end);

/// Bytes of an incomplete character at the end of `text`, 0 … 3.
size_t incompleteUtf8Tail(std::string_view text);

void appendUtf8(std::string& text, char32_t codePoint);

/// Unicode's White_Space property.
bool isWhiteSpace(char32_t codePoint);
/// Categories Nd, Nl and No.
bool isNumeric(char32_t codePoint);
/// Categories Mn, Mc and Me.
bool isMark(char32_t codePoint);
char32_t toLowercase(char32_t codePoint); // the simple mapping, one character to one
/// What a regex's \w matches: letters, marks, decimal digits, letter numbers, connectors and
/// joiners.
bool isWordCharacter(char32_t codePoint);

} // namespace interweave
