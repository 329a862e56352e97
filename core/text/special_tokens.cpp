// SPDX-License-Identifier: Apache-2.0
#include "core/text/special_tokens.h"

#include "core/support/error.h"

namespace interweave {

namespace {

TokenId specialId(const std::string& token, std::string_view key, const Vocabulary& vocabulary,
    const std::string& where)
{
    const auto id = vocabulary.idOf(token);
    if (!id)
        throw Error(ErrorCode::CorruptData, where,
            "tokenizer_config.json names '" + token + "' as " + std::string(key)
                + ", which is not in the vocabulary");
    return *id;
}

} // namespace

void applySpecialTokens(
    const TokenizerConfig& config, PipelineParts& parts, const std::string& where)
{
    if (config.bosToken)
        parts.bos = specialId(*config.bosToken, "bos_token", *parts.vocabulary, where);
    if (config.eosToken)
        parts.eos = specialId(*config.eosToken, "eos_token", *parts.vocabulary, where);
    if (!config.addBos && !config.addEos)
        return;
    parts.prefix.clear();
    parts.suffix.clear();
    if (config.addBos.value_or(false) && parts.bos)
        parts.prefix.push_back(*parts.bos);
    if (config.addEos.value_or(false) && parts.eos)
        parts.suffix.push_back(*parts.eos);
}

} // namespace interweave
