// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"

#include <deque>
#include <unordered_map>

namespace interweave {

/// Pieces and their ids. Ids may have holes, whose piece is empty. Concurrent look-ups are safe.
class Vocabulary {
public:
    /// Ids beyond this are taken for damage: the largest published vocabularies hold a quarter of a
    /// million.
    static constexpr int64_t kMaxId = (1 << 21) - 1;

    /// Throws Error{CorruptData, where} for an id out of 0 … kMaxId, for a piece that is not UTF-8
    /// or has another id already, and for an id that has another piece already.
    void add(std::string_view piece, int64_t id, const std::string& where);

    int64_t size() const { return static_cast<int64_t>(m_pieces.size()); } // highest id + 1
    bool contains(int64_t id) const { return id >= 0 && id < size(); }
    std::string_view piece(TokenId id) const
    {
        return m_pieces[static_cast<size_t>(id)];
    } // contains(id)
    std::optional<TokenId> idOf(std::string_view piece) const;

private:
    std::deque<std::string> m_storage; // stable addresses for the views below
    std::vector<std::string_view> m_pieces; // by id
    std::unordered_map<std::string_view, TokenId> m_ids;
};

} // namespace interweave
