// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave {

/// GPT-2's spelling of bytes: every byte is written as one printable character (a space as "Ġ",
/// U+0120), so that a vocabulary is plain text. Source: `bytes_to_unicode` in
/// https://github.com/openai/gpt-2/blob/master/src/encoder.py

/// Appends the spelling of `bytes` to `text`.
void appendByteSpelling(std::string& text, std::string_view bytes);

/// The bytes that `spelling` stands for; a spelling with any other character is taken as it is.
std::string bytesOfSpelling(std::string_view spelling);

} // namespace interweave
