// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/byte_pieces.h"
#include "core/text/flat_map.h"
#include "core/text/word_model.h"

#include <utility>

namespace interweave {

struct BpeOptions {
    /// For characters that no piece spells; without it they are dropped.
    std::optional<std::string> unknownToken = {};
    bool fuseUnknown = false; // one unknown token for a run of such characters
    bool byteFallback = false; // spell such characters by the pieces <0x00> … <0xFF>
    bool ignoreMerges = false; // a word that is a piece is that piece, whatever the merges say
    bool ranksByResult = false; // the id of its result orders a merge, not its place in the list
};

/// Byte-pair encoding: starts from characters and joins, again and again, the adjacent pair whose
/// merge comes first in the list, leftmost first. O(n log n) in the length of a word. Source:
/// Sennrich et al., arXiv 1508.07909; ids equal to `tokenizers.models.BPE`.
class BpeModel : public WordModel {
public:
    using Merges = std::vector<std::pair<std::string_view, std::string_view>>;

    /// Throws Error{CorruptData, where} for merges whose parts or result are not in the vocabulary,
    /// or an unknown token that is not. `vocabulary` must outlive the model.
    BpeModel(const Vocabulary& vocabulary, const Merges& merges, BpeOptions options,
        const std::string& where);

    void encode(std::string_view word, std::vector<TokenId>& ids) const override;

private:
    std::vector<TokenId> characterIds(std::string_view word) const;
    const uint64_t* findMerge(TokenId left, TokenId right) const;

    const Vocabulary& m_vocabulary;
    BpeOptions m_options;
    FlatMap m_characters; // code point → id
    FlatMap m_merges; // (left id, right id) → (rank, resulting id)
    TokenId m_unknownId = -1;
    std::optional<BytePieces> m_bytes;
    std::vector<bool> m_isPiece; // by id: not a token that was added later; for ignoreMerges
};

} // namespace interweave
