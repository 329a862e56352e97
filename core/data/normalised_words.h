// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace interweave {

/// A text as hashes of its words, for texts that are to count as the same but for case, punctuation
/// and white space: letters, marks and digits in lower case make words; each of + * / = < > ^ % is
/// a word, so that sums stay apart; an ideograph or kana is a word too, since none are between
/// spaces; all else separates words. Invalid UTF-8 separates. Hashes are 64-bit: of a million texts
/// two are taken for the same by chance once in ten million files.
std::vector<uint64_t> normalisedWords(std::string_view text);

/// A hash of the words from `first` on, in their order.
uint64_t hashOf(const std::vector<uint64_t>& words, size_t first, size_t count);
uint64_t hashOf(const std::vector<uint64_t>& words);

} // namespace interweave
