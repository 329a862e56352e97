// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_pieces.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace interweave {

BytePieces::BytePieces(const Vocabulary& vocabulary)
{
    for (int byte = 0; byte < 256; ++byte) {
        char piece[8];
        std::snprintf(piece, sizeof piece, "<0x%02X>", byte);
        m_ids[byte] = vocabulary.idOf(piece).value_or(-1);
    }
}

bool BytePieces::append(std::string_view text, std::vector<TokenId>& ids) const
{
    const auto idOf = [&](char byte) { return m_ids[static_cast<uint8_t>(byte)]; };
    if (std::any_of(text.begin(), text.end(), [&](char byte) { return idOf(byte) < 0; }))
        return false;
    for (const char byte : text)
        ids.push_back(idOf(byte));
    return true;
}

std::optional<char> BytePieces::byteOf(std::string_view piece)
{
    if (piece.size() != 6 || !piece.starts_with("<0x") || !piece.ends_with('>'))
        return std::nullopt;
    uint8_t byte = 0;
    const auto [end, error] = std::from_chars(piece.data() + 3, piece.data() + 5, byte, 16);
    if (error != std::errc() || end != piece.data() + 5)
        return std::nullopt;
    return static_cast<char>(byte);
}

} // namespace interweave
