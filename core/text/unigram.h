// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/byte_pieces.h"
#include "core/text/byte_trie.h"
#include "core/text/word_model.h"

namespace interweave {

struct UnigramOptions {
    std::optional<TokenId> unknownId = {}; // for runs of characters that no piece spells
    bool byteFallback = false; // spell such runs by the pieces <0x00> … <0xFF>
};

/// The unigram language model: cuts a word into the pieces whose scores have the greatest sum
/// (Viterbi), a character without a piece counting as the lowest score less 10. O(length × longest
/// piece). Source: Kudo, arXiv 1804.10959; ids equal to `tokenizers.models.Unigram`.
class UnigramModel : public WordModel {
public:
    /// `scores` by id (finite log probabilities), of the same pieces as `vocabulary`, which must
    /// outlive the model. Throws Error{CorruptData, where} for an unknown id out of range.
    UnigramModel(const Vocabulary& vocabulary, std::vector<double> scores, UnigramOptions options,
        const std::string& where);

    /// Throws Error{InvalidArgument} for a character without a piece when there is no unknown id.
    void encode(std::string_view word, std::vector<TokenId>& ids) const override;

private:
    /// The best way to spell the text up to a position: its last piece.
    struct Step {
        double score = 0;
        size_t begin = kNowhere;
        TokenId id = -1;
    };
    static constexpr size_t kNowhere = ~size_t(0);

    std::vector<Step> bestSteps(std::string_view word) const;
    void appendUnknown(std::string_view run, std::vector<TokenId>& ids) const;

    const Vocabulary& m_vocabulary;
    std::vector<double> m_scores;
    double m_unknownScore;
    UnigramOptions m_options;
    ByteTrie m_trie; // of the pieces; the numbers are their ids
    BytePieces m_bytes;
    std::string m_where;
};

} // namespace interweave
