// SPDX-License-Identifier: Apache-2.0
#include "core/text/vocabulary.h"

#include "core/support/error.h"
#include "core/text/utf8.h"

namespace interweave {

void Vocabulary::add(std::string_view piece, int64_t id, const std::string& where)
{
    const std::string named = "token '" + std::string(piece) + "' with id " + std::to_string(id);
    if (id < 0 || id > kMaxId)
        throw Error(ErrorCode::CorruptData, where,
            named + ": ids must lie in 0 … " + std::to_string(kMaxId));
    if (!isValidUtf8(piece))
        throw Error(ErrorCode::CorruptData, where,
            "the token with id " + std::to_string(id) + " is not UTF-8");
    if (const auto known = idOf(piece); known && *known != id)
        throw Error(ErrorCode::CorruptData, where,
            named + ": the vocabulary gives it id " + std::to_string(*known));
    if (contains(id) && !m_pieces[id].empty() && m_pieces[id] != piece)
        throw Error(ErrorCode::CorruptData, where,
            named + ": the id belongs to '" + std::string(m_pieces[id]) + "' already");

    if (!contains(id))
        m_pieces.resize(static_cast<size_t>(id) + 1);
    m_storage.emplace_back(piece);
    m_pieces[id] = m_storage.back();
    m_ids.emplace(m_storage.back(), static_cast<TokenId>(id));
}

std::optional<TokenId> Vocabulary::idOf(std::string_view piece) const
{
    const auto found = m_ids.find(piece);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

} // namespace interweave
