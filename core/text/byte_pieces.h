// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/vocabulary.h"

#include <array>

namespace interweave {

/// The pieces <0x00> … <0xFF>, which spell what no other piece does byte by byte.
class BytePieces {
public:
    explicit BytePieces(const Vocabulary& vocabulary);

    /// Appends the ids of the bytes of `text`; nothing unless the vocabulary has all of them.
    bool append(std::string_view text, std::vector<TokenId>& ids) const;

    /// The byte that `piece` stands for.
    static std::optional<char> byteOf(std::string_view piece);

private:
    std::array<TokenId, 256> m_ids; // −1: not in the vocabulary
};

} // namespace interweave
