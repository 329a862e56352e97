// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/normalizer.h"
#include "core/text/piece_decoder.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/vocabulary.h"
#include "core/text/word_cache.h"
#include "core/text/word_model.h"

namespace interweave {

/// What a pipeline tokenizer consists of. Lists may be empty.
struct PipelineParts {
    std::string kind; // for `Tokenizer::kind`
    std::unique_ptr<Vocabulary> vocabulary
        = std::make_unique<Vocabulary>(); // added tokens included
    std::vector<AddedToken> addedTokens;
    std::vector<std::unique_ptr<Normalizer>> normalizers;
    std::vector<std::unique_ptr<PreTokenizer>> preTokenizers;
    std::unique_ptr<WordModel> model; // may refer to `vocabulary`
    std::vector<std::unique_ptr<PieceDecoder>> decoders; // without any, pieces are joined by spaces
    std::vector<TokenId> prefix; // EncodeOptions::addSpecial puts them around a text
    std::vector<TokenId> suffix;
    std::optional<TokenId> bos;
    std::optional<TokenId> eos;
};

/// The pipeline of the Hugging Face tokenizers: cut at added tokens, normalise, cut at added tokens
/// again, pre-tokenize, and encode word by word. Ids equal theirs, except for characters newer than
/// the Unicode tables of PCRE2 and utf8proc. Text that is not UTF-8 is read with U+FFFD in place of
/// what is invalid. `encode` throws Error{InvalidArgument} when a regex gives up or a
/// step makes the text absurdly long; `decode` leaves
/// out ids that have no piece and replaces invalid bytes except at the end.
class PipelineTokenizer : public Tokenizer {
public:
    explicit PipelineTokenizer(PipelineParts parts);

    std::vector<TokenId> encode(std::string_view text, EncodeOptions options) const override;
    std::string decode(std::span<const TokenId> ids, bool keepSpecial) const override;
    int64_t size() const override { return m_parts.vocabulary->size(); }
    std::string piece(TokenId id) const override;
    std::optional<TokenId> idOf(std::string_view piece) const override
    {
        return m_parts.vocabulary->idOf(piece);
    }
    bool isSpecial(TokenId id) const override;
    std::optional<TokenId> bosId() const override { return m_parts.bos; }
    std::optional<TokenId> eosId() const override { return m_parts.eos; }
    std::string kind() const override { return m_parts.kind; }

private:
    std::string normalise(std::string text, bool& startsText) const;
    void encodeText(std::string_view text, bool parseSpecial, std::vector<TokenId>& ids) const;
    void encodeNormalised(std::string_view text, bool startsText, std::vector<TokenId>& ids) const;

    PipelineParts m_parts;
    std::vector<bool> m_special; // by id
    AddedTokenFinder m_beforeNormalising;
    AddedTokenFinder m_afterNormalising;
    mutable WordCachePool m_caches;
};

} // namespace interweave
