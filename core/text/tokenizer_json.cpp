// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_json.h"

#include "core/support/error.h"
#include "core/text/bpe.h"
#include "core/text/pipeline_json.h"

namespace interweave {

namespace {

constexpr uintmax_t kMaxBytes = 256 << 20;

void readVocabulary(const JsonField& section, Vocabulary& vocabulary)
{
    if (!section.value().is_object())
        section.corrupt("expected an object of pieces and ids");
    for (const auto& [piece, id] : section.value().items()) {
        if (!id.is_number_integer())
            section.corrupt("the id of '" + piece + "' is not an integer");
        vocabulary.add(piece, id.get<int64_t>(), section.where());
    }
}

/// A merge is a pair of pieces, in older files one string with a space between them.
std::pair<std::string_view, std::string_view> mergeOf(const JsonField& section, size_t rank)
{
    const nlohmann::json& merge = section.value()[rank];
    if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
        return {merge[0].get_ref<const std::string&>(), merge[1].get_ref<const std::string&>()};
    if (merge.is_string()) {
        const std::string_view text = merge.get_ref<const std::string&>();
        const size_t space = text.find(' ');
        if (space != text.npos && text.find(' ', space + 1) == text.npos)
            return {text.substr(0, space), text.substr(space + 1)};
    }
    section.corrupt("merge " + std::to_string(rank) + " is neither two pieces nor \"left right\"");
}

std::unique_ptr<WordModel> readModel(const JsonField& section, Vocabulary& vocabulary)
{
    const std::string type = section.textOr("type", "BPE");
    if (type != "BPE")
        section["type"].unsupported("'" + type + "' is not known here, expected 'BPE'");
    section.allowKeys({"type", "dropout", "unk_token", "continuing_subword_prefix",
        "end_of_word_suffix", "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges"});
    if (const auto dropout = section.find("dropout"); dropout && dropout->value() != 0.0)
        dropout->unsupported("random merges");
    for (const auto key : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (!section.textOr(key, "").empty())
            section[key].unsupported("pieces marked inside words");

    BpeOptions options;
    if (const auto unknown = section.find("unk_token"))
        options.unknownToken = unknown->text();
    options.fuseUnknown = section.flagOr("fuse_unk", false);
    options.byteFallback = section.flagOr("byte_fallback", false);
    options.ignoreMerges = section.flagOr("ignore_merges", false);

    readVocabulary(section["vocab"], vocabulary);
    const JsonField list = section["merges"];
    if (!list.value().is_array())
        list.corrupt("expected an array");
    BpeModel::Merges merges;
    merges.reserve(list.value().size());
    for (size_t rank = 0; rank < list.value().size(); ++rank)
        merges.push_back(mergeOf(list, rank));
    return std::make_unique<BpeModel>(vocabulary, merges, std::move(options), section.where());
}

void readAddedTokens(const JsonField& section, PipelineParts& parts)
{
    for (const JsonField& item : section.items()) {
        item.allowKeys(
            {"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"});
        AddedToken token;
        token.content = item["content"].text();
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

std::optional<TokenId> specialId(const std::optional<std::string>& token, std::string_view key,
    const Vocabulary& vocabulary, const std::string& file)
{
    if (!token)
        return std::nullopt;
    const auto id = vocabulary.idOf(*token);
    if (!id)
        throw Error(ErrorCode::CorruptData, file,
            "tokenizer_config.json names '" + *token + "' as " + std::string(key)
                + ", which is not in the vocabulary");
    return id;
}

/// As transformers does, add_bos_token or add_eos_token in the configuration replaces the
/// post-processor.
void applyConfig(const TokenizerConfig& config, PipelineParts& parts, const std::string& file)
{
    parts.bos = specialId(config.bosToken, "bos_token", *parts.vocabulary, file);
    parts.eos = specialId(config.eosToken, "eos_token", *parts.vocabulary, file);
    if (!config.addBos && !config.addEos)
        return;
    parts.prefix.clear();
    parts.suffix.clear();
    if (config.addBos.value_or(false) && parts.bos)
        parts.prefix.push_back(*parts.bos);
    if (config.addEos.value_or(false) && parts.eos)
        parts.suffix.push_back(*parts.eos);
}

} // namespace

std::unique_ptr<Tokenizer> readTokenizerJson(
    const std::filesystem::path& path, const TokenizerConfig& config)
{
    return makeTokenizer(readJsonFile(path, kMaxBytes), config, path.string());
}

std::unique_ptr<Tokenizer> makeTokenizer(
    const nlohmann::json& document, const TokenizerConfig& config, const std::string& where)
{
    const JsonField root(document, where);
    root.allowKeys({"version", "truncation", "padding", "added_tokens", "normalizer",
        "pre_tokenizer", "post_processor", "decoder", "model"});
    if (const auto version = root.find("version"); version && version->text() != "1.0")
        version->unsupported("version '" + version->text() + "', expected '1.0'");

    PipelineParts parts;
    parts.model = readModel(root["model"], *parts.vocabulary);
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
    parts.kind = byteLevel ? "byte-level BPE" : "BPE";
    applyConfig(config, parts, where);
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

} // namespace interweave
