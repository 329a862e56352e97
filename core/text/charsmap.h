// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave {

/// Checks the rewriting table of a sentencepiece model (precompiled_charsmap): that no walk through
/// its trie leaves the table and every result is text that ends inside it. An empty table is legal.
/// Layout: u32 size of the trie in bytes; the trie, 32-bit units of darts-clone; the results,
/// UTF-8, each ended by NUL. Throws Error{CorruptData, where}. Source:
/// https://github.com/s-yata/darts-clone (double-array units)
void checkCharsmap(std::string_view table, const std::string& where);

} // namespace interweave
