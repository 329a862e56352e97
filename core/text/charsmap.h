// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// The rewriting rules of a sentencepiece model (precompiled_charsmap): strings and what stands in
/// their place. Layout: u32 size of the trie in bytes; the trie, 32-bit units of darts-clone; the
/// results, UTF-8, each ended by NUL. Thread-safe. Source: https://github.com/s-yata/darts-clone
/// (double-array units)
class Charsmap {
public:
    Charsmap() = default; // no rules
    /// An empty table has no rules. Throws Error{CorruptData, where} when a walk through the trie
    /// could leave the table or a result is not text that ends inside it.
    Charsmap(std::string_view table, const std::string& where);

    /// What stands in place of the shortest rule that `text` starts with; nothing without one.
    std::optional<std::string_view> find(std::string_view text) const;

private:
    std::vector<uint32_t> m_units;
    std::string m_results;
};

} // namespace interweave
