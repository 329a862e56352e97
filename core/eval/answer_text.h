// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave {

/// Answers as the metrics see them. Texts are UTF-8; bytes that are not count as U+FFFD.

/// Lower case, without ASCII punctuation, without the words a, an and the, single spaces between
/// words.
std::string normaliseAnswer(std::string_view text);

/// Lower case, with one byte 0x80 for each character outside ASCII: for rules that know ASCII words
/// only.
std::string lowerCasedAscii(std::string_view text);

} // namespace interweave
