// SPDX-License-Identifier: Apache-2.0
#include "core/text/rank_tokenizer.h"

#include "core/support/error.h"
#include "core/text/bpe.h"
#include "core/text/byte_level.h"
#include "core/text/pipeline_tokenizer.h"
#include "core/text/special_tokens.h"

#include <unordered_map>

namespace interweave {

namespace {

/// Every way to cut a token is tried, so the length is limited; the longest published token has
/// 128.
constexpr size_t kMaxTokenBytes = 512;

using Ranks = std::unordered_map<std::string_view, TokenId>; // bytes → id

Ranks checkRanks(const RankedVocabulary& vocabulary, const std::string& where)
{
    Ranks ranks;
    ranks.reserve(vocabulary.tokens.size());
    for (size_t rank = 0; rank < vocabulary.tokens.size(); ++rank) {
        const std::string& token = vocabulary.tokens[rank];
        const std::string name = "the token of rank " + std::to_string(rank);
        if (token.empty() || token.size() > kMaxTokenBytes)
            throw Error(ErrorCode::CorruptData, where,
                name + " has " + std::to_string(token.size()) + " bytes, expected 1 … "
                    + std::to_string(kMaxTokenBytes));
        const auto id = static_cast<TokenId>(vocabulary.firstId + static_cast<int64_t>(rank));
        if (!ranks.emplace(token, id).second)
            throw Error(ErrorCode::CorruptData, where, name + " was given before");
    }
    for (int byte = 0; byte < 256; ++byte)
        if (const auto character = static_cast<char>(byte); !ranks.contains({&character, 1}))
            throw Error(
                ErrorCode::CorruptData, where, "no token for the byte " + std::to_string(byte));
    return ranks;
}

/// The merges that the ranks imply: every way to cut a token into two.
BpeModel::Merges impliedMerges(
    const RankedVocabulary& vocabulary, const Ranks& ranks, const Vocabulary& spellings)
{
    BpeModel::Merges merges;
    for (const std::string& token : vocabulary.tokens) {
        const std::string_view bytes = token;
        for (size_t cut = 1; cut < bytes.size(); ++cut) {
            const auto left = ranks.find(bytes.substr(0, cut));
            if (left == ranks.end())
                continue;
            if (const auto right = ranks.find(bytes.substr(cut)); right != ranks.end())
                merges.emplace_back(spellings.piece(left->second), spellings.piece(right->second));
        }
    }
    return merges;
}

std::string spelling(std::string_view bytes)
{
    std::string text;
    appendByteSpelling(text, bytes);
    return text;
}

} // namespace

std::unique_ptr<Tokenizer> makeRankTokenizer(
    const RankedVocabulary& vocabulary, const TokenizerConfig& config, const std::string& where)
{
    const Ranks ranks = checkRanks(vocabulary, where);
    PipelineParts parts;
    parts.kind = "byte-level BPE";
    for (size_t rank = 0; rank < vocabulary.tokens.size(); ++rank)
        parts.vocabulary->add(spelling(vocabulary.tokens[rank]),
            vocabulary.firstId + static_cast<int64_t>(rank), where);
    parts.model = std::make_unique<BpeModel>(*parts.vocabulary,
        impliedMerges(vocabulary, ranks, *parts.vocabulary),
        BpeOptions{.ignoreMerges = true, .ranksByResult = true}, where);
    for (const RankedVocabulary::Special& special : vocabulary.specials) {
        parts.vocabulary->add(special.text, special.id, where);
        parts.addedTokens.push_back(
            {.content = special.text, .id = static_cast<TokenId>(special.id), .special = true});
    }
    parts.preTokenizers.push_back(std::make_unique<SplitStep>(
        Regex::fromOniguruma(vocabulary.pattern, where), SplitBehavior::Isolated));
    parts.preTokenizers.push_back(std::make_unique<ByteLevelStep>(
        ByteLevelOptions{.addPrefixSpace = false, .splitWords = false}));
    parts.decoders.push_back(std::make_unique<ByteLevelDecoder>());
    parts.bos = parts.vocabulary->idOf(vocabulary.bos);
    parts.eos = parts.vocabulary->idOf(vocabulary.eos);
    if (parts.bos)
        parts.prefix.push_back(*parts.bos);
    applySpecialTokens(config, parts, where);
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

} // namespace interweave
