// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_json.h"

#include "core/text/pipeline_json.h"
#include "core/text/special_tokens.h"
#include "core/text/word_model_json.h"

namespace interweave {

namespace {

/// Longer tokens are taken for damage: looking for one takes as many steps at every position.
constexpr size_t kMaxAddedTokenBytes = 1024;

void readAddedTokens(const JsonField& section, PipelineParts& parts)
{
    for (const JsonField& item : section.items()) {
        item.allowKeys(
            {"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"});
        AddedToken token;
        token.content = item["content"].text();
        if (token.content.size() > kMaxAddedTokenBytes)
            item["content"].corrupt(std::to_string(token.content.size())
                + " bytes, expected at most " + std::to_string(kMaxAddedTokenBytes));
        token.special = item.flagOr("special", false);
        token.singleWord = item.flagOr("single_word", false);
        token.stripLeft = item.flagOr("lstrip", false);
        token.stripRight = item.flagOr("rstrip", false);
        token.normalized = item.flagOr("normalized", !token.special);
        parts.vocabulary->add(token.content, item["id"].integer(), item.where());
        token.id = static_cast<TokenId>(item["id"].integer());
        parts.addedTokens.push_back(std::move(token));
    }
}

} // namespace

std::unique_ptr<Tokenizer> makeTokenizer(
    const nlohmann::json& document, const TokenizerConfig& config, const std::string& where)
{
    const JsonField root(document, where);
    root.allowKeys({"version", "truncation", "padding", "added_tokens", "normalizer",
        "pre_tokenizer", "post_processor", "decoder", "model"});
    if (const auto version = root.find("version"); version && version->text() != "1.0")
        version->unsupported("version '" + version->text() + "', expected '1.0'");

    PipelineParts parts;
    readWordModel(root["model"], parts);
    if (const auto section = root.find("added_tokens"))
        readAddedTokens(*section, parts);
    if (const auto section = root.find("normalizer"))
        readNormalizer(*section, parts);
    if (const auto section = root.find("pre_tokenizer"))
        readPreTokenizer(*section, parts);
    if (const auto section = root.find("post_processor"))
        readPostProcessor(*section, parts);
    if (const auto section = root.find("decoder"))
        readDecoder(*section, parts);
    const bool byteLevel
        = !parts.decoders.empty() && dynamic_cast<const ByteLevelDecoder*>(parts.decoders[0].get());
    if (byteLevel)
        parts.kind = "byte-level " + parts.kind;
    applySpecialTokens(config, parts, where);
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

} // namespace interweave
