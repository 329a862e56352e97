// SPDX-License-Identifier: Apache-2.0
#include "core/text/pipeline_tokenizer.h"

#include "core/support/error.h"
#include "core/text/text_growth.h"
#include "core/text/utf8.h"

#include <numeric>

namespace interweave {

namespace {

std::vector<AddedToken> select(const std::vector<AddedToken>& tokens, bool normalized)
{
    std::vector<AddedToken> selected;
    for (const AddedToken& token : tokens)
        if (token.normalized == normalized)
            selected.push_back(token);
    return selected;
}

size_t sizeOf(const std::vector<std::string>& pieces)
{
    return std::accumulate(pieces.begin(), pieces.end(), size_t(0),
        [](size_t bytes, const std::string& piece) { return bytes + piece.size(); });
}

} // namespace

PipelineTokenizer::PipelineTokenizer(PipelineParts parts)
    : m_parts(std::move(parts))
    , m_special(static_cast<size_t>(m_parts.vocabulary->size()))
    , m_beforeNormalising(select(m_parts.addedTokens, false))
    , m_afterNormalising([this] {
        std::vector<AddedToken> tokens = select(m_parts.addedTokens, true);
        for (AddedToken& token : tokens) {
            bool startsText = false;
            token.content = normalise(std::move(token.content), startsText);
        }
        return tokens;
    }())
{
    for (const AddedToken& token : m_parts.addedTokens)
        m_special[token.id] = m_special[token.id] || token.special;
}

/// Clears `startsText` when what is left no longer starts where `text` did.
std::string PipelineTokenizer::normalise(std::string text, bool& startsText) const
{
    const size_t bytes = text.size();
    for (const auto& normalizer : m_parts.normalizers) {
        startsText = startsText && !normalizer->dropsStart(text);
        text = normalizer->apply(std::move(text));
        checkGrowth(bytes, text.size(), "normalizer");
    }
    return text;
}

std::vector<TokenId> PipelineTokenizer::encode(std::string_view text, EncodeOptions options) const
{
    std::vector<TokenId> ids;
    ids.reserve(text.size() / 3 + 4);
    if (options.addSpecial)
        ids = m_parts.prefix;
    if (isValidUtf8(text))
        encodeText(text, options.parseSpecial, ids);
    else
        encodeText(replaceInvalidUtf8(text), options.parseSpecial, ids);
    if (options.addSpecial)
        ids.insert(ids.end(), m_parts.suffix.begin(), m_parts.suffix.end());
    return ids;
}

void PipelineTokenizer::encodeText(
    std::string_view text, bool parseSpecial, std::vector<TokenId>& ids) const
{
    std::vector<AddedTokenFinder::Part> parts;
    m_beforeNormalising.cut(text, parseSpecial, parts);
    for (const AddedTokenFinder::Part& part : parts) {
        if (part.token) {
            ids.push_back(*part.token);
            continue;
        }
        bool startsText = part.text.data() == text.data();
        const std::string normalised = normalise(std::string(part.text), startsText);
        std::vector<AddedTokenFinder::Part> inner;
        m_afterNormalising.cut(normalised, parseSpecial, inner);
        for (const AddedTokenFinder::Part& innerPart : inner) {
            if (innerPart.token)
                ids.push_back(*innerPart.token);
            else
                encodeNormalised(
                    innerPart.text, startsText && innerPart.text.data() == normalised.data(), ids);
        }
    }
}

void PipelineTokenizer::encodeNormalised(
    std::string_view text, bool startsText, std::vector<TokenId>& ids) const
{
    Pieces pieces(std::string(text), startsText);
    for (const auto& step : m_parts.preTokenizers) {
        step->apply(pieces);
        checkGrowth(text.size(), pieces.text.size(), "pre-tokenizer");
    }

    WordCachePool::Lease cache(m_caches);
    for (const Pieces::Span span : pieces.spans) {
        const std::string_view word = pieces.at(span);
        if (cache->find(word, ids))
            continue;
        const size_t before = ids.size();
        m_parts.model->encode(word, ids);
        cache->store(word, std::span(ids).subspan(before));
    }
}

std::string PipelineTokenizer::decode(std::span<const TokenId> ids, bool keepSpecial) const
{
    std::vector<std::string> pieces;
    pieces.reserve(ids.size());
    for (const TokenId id : ids)
        if (m_parts.vocabulary->contains(id) && (keepSpecial || !isSpecial(id)))
            pieces.emplace_back(m_parts.vocabulary->piece(id));
    const size_t bytes = sizeOf(pieces);
    for (const auto& decoder : m_parts.decoders) {
        decoder->apply(pieces);
        checkGrowth(bytes, sizeOf(pieces), "decoder");
    }

    std::string text;
    for (const std::string& piece : pieces) {
        if (m_parts.decoders.empty() && &piece != pieces.data())
            text += ' ';
        text += piece;
    }
    return replaceInvalidUtf8(text, Utf8End::Keep);
}

std::string PipelineTokenizer::piece(TokenId id) const
{
    if (!m_parts.vocabulary->contains(id))
        throw Error(ErrorCode::InvalidArgument, "token id",
            std::to_string(id) + " is not in 0 … " + std::to_string(size() - 1));
    return std::string(m_parts.vocabulary->piece(id));
}

bool PipelineTokenizer::isSpecial(TokenId id) const
{
    return m_parts.vocabulary->contains(id) && m_special[id];
}

} // namespace interweave
