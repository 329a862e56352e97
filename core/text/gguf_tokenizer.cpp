// SPDX-License-Identifier: Apache-2.0
#include "core/text/gguf_tokenizer.h"

#include "core/support/error.h"
#include "core/text/bpe.h"
#include "core/text/pipeline_tokenizer.h"
#include "core/text/sentencepiece_proto.h"
#include "core/text/sentencepiece_tokenizer.h"
#include "core/text/utf8.h"

#include <array>

namespace interweave {

namespace {

/// tokenizer.ggml.token_type.
enum GgufTokenType : int64_t {
    kNormal = 1,
    kUnknown = 2,
    kControl = 3,
    kUserDefined = 4,
    kUnused = 5,
    kByte = 6
};

constexpr std::string_view kLlama3Regex
    = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen2Regex
    = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

/// How the model that goes by a name in tokenizer.ggml.pre cuts text.
struct PreRule {
    std::string_view name;
    bool singleDigits; // cut out each digit, then GPT-2's words
    std::string_view regex; // instead of GPT-2's words
    bool composed; // NFC first
    bool ignoreMerges;
    bool addBos; // where the file does not say
};

constexpr std::array<PreRule, 8> kPreRules = {{
    {"gpt-2", false, "", false, false, false},
    {"smollm", true, "", false, false, false},
    {"starcoder", true, "", false, false, false},
    {"refact", true, "", false, false, false},
    {"command-r", true, "", true, false, false},
    {"llama-bpe", false, kLlama3Regex, false, true, true},
    {"llama3", false, kLlama3Regex, false, true, true},
    {"qwen2", false, kQwen2Regex, true, false, false},
}};

/// The metadata of the tokenizer, read with names in messages.
class Metadata {
public:
    Metadata(const GgufFile& file, const std::string& where)
        : m_file(file)
        , m_where(where)
    {
    }

    std::string at(std::string_view key) const
    {
        return m_where + ": tokenizer.ggml." + std::string(key);
    }

    std::string text(std::string_view key) const
    {
        if (const auto value = m_file.text(full(key)))
            return *value;
        throw Error(ErrorCode::CorruptData, at(key), "missing, or not a string");
    }

    /// An array, or null when there is none.
    template <typename T>
    const std::vector<T>* array(std::string_view key) const
    {
        const GgufValue* value = m_file.find(full(key));
        return value ? std::get_if<std::vector<T>>(value) : nullptr;
    }

    const std::vector<std::string>& strings(std::string_view key) const
    {
        if (const auto* values = array<std::string>(key))
            return *values;
        throw Error(ErrorCode::CorruptData, at(key), "missing, or not an array of strings");
    }

    /// Token types by id; every token is normal where the file does not say.
    std::vector<int64_t> types(size_t count) const
    {
        std::vector<int64_t> types(count, kNormal);
        if (!m_file.find(full("token_type")))
            return types;
        if (const auto* values = array<int64_t>("token_type"))
            types = *values;
        else if (const auto* unsignedValues = array<uint64_t>("token_type"))
            types.assign(unsignedValues->begin(), unsignedValues->end());
        else
            throw Error(ErrorCode::CorruptData, at("token_type"), "expected an array of integers");
        if (types.size() != count)
            throw Error(ErrorCode::CorruptData, at("token_type"),
                std::to_string(types.size()) + " types for " + std::to_string(count) + " tokens");
        return types;
    }

    std::optional<TokenId> tokenId(std::string_view key, size_t count) const
    {
        const auto id = m_file.integer(full(key));
        if (id && (*id < 0 || static_cast<uint64_t>(*id) >= count))
            throw Error(ErrorCode::CorruptData, at(key),
                std::to_string(*id) + " is not one of the " + std::to_string(count) + " tokens");
        return id ? std::optional(static_cast<TokenId>(*id)) : std::nullopt;
    }

    bool flag(std::string_view key, bool fallback) const
    {
        return m_file.boolean(full(key)).value_or(fallback);
    }

private:
    static std::string full(std::string_view key) { return "tokenizer.ggml." + std::string(key); }

    const GgufFile& m_file;
    const std::string& m_where;
};

const PreRule& preRule(const Metadata& metadata)
{
    const std::string name = metadata.text("pre");
    for (const PreRule& rule : kPreRules)
        if (rule.name == name)
            return rule;
    throw Error(ErrorCode::Unsupported, metadata.at("pre"),
        "the pre-tokenizer '" + name + "' is not known here");
}

void addPreTokenizers(const PreRule& rule, const std::string& where, PipelineParts& parts)
{
    if (rule.composed)
        parts.normalizers.push_back(std::make_unique<UnicodeNormalizer>(UnicodeForm::Nfc));
    if (rule.singleDigits)
        parts.preTokenizers.push_back(std::make_unique<DigitsStep>(true));
    if (!rule.regex.empty())
        parts.preTokenizers.push_back(std::make_unique<SplitStep>(
            Regex::fromOniguruma(rule.regex, where), SplitBehavior::Isolated));
    parts.preTokenizers.push_back(
        std::make_unique<ByteLevelStep>(ByteLevelOptions{false, rule.regex.empty()}));
}

BpeModel::Merges mergesOf(const Metadata& metadata)
{
    BpeModel::Merges merges;
    for (const std::string& merge : metadata.strings("merges")) {
        const size_t space = merge.empty() ? merge.npos : merge.find(' ', 1);
        if (space == merge.npos)
            throw Error(ErrorCode::CorruptData, metadata.at("merges"),
                "'" + merge + "' does not hold two pieces");
        const std::string_view text = merge;
        merges.emplace_back(text.substr(0, space), text.substr(space + 1));
    }
    return merges;
}

std::unique_ptr<Tokenizer> readByteLevel(const Metadata& metadata)
{
    const std::vector<std::string>& tokens = metadata.strings("tokens");
    const std::vector<int64_t> types = metadata.types(tokens.size());
    const PreRule& rule = preRule(metadata);

    PipelineParts parts;
    parts.kind = "byte-level BPE";
    for (size_t id = 0; id < tokens.size(); ++id) {
        if (!isValidUtf8(tokens[id]))
            throw Error(ErrorCode::CorruptData, metadata.at("tokens"),
                "token " + std::to_string(id) + " is not UTF-8");
        parts.vocabulary->add(tokens[id], static_cast<int64_t>(id), metadata.at("tokens"));
        if (types[id] == kControl || types[id] == kUserDefined)
            parts.addedTokens.push_back({.content = tokens[id],
                .id = static_cast<TokenId>(id),
                .special = types[id] == kControl});
    }
    parts.model = std::make_unique<BpeModel>(*parts.vocabulary, mergesOf(metadata),
        BpeOptions{.ignoreMerges = rule.ignoreMerges}, metadata.at("merges"));
    addPreTokenizers(rule, metadata.at("pre"), parts);
    parts.decoders.push_back(std::make_unique<ByteLevelDecoder>());
    parts.bos = metadata.tokenId("bos_token_id", tokens.size());
    parts.eos = metadata.tokenId("eos_token_id", tokens.size());
    if (parts.bos && metadata.flag("add_bos_token", rule.addBos))
        parts.prefix.push_back(*parts.bos);
    if (parts.eos && metadata.flag("add_eos_token", false))
        parts.suffix.push_back(*parts.eos);
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

/// The vocabulary of a sentencepiece BPE model, given back to the sentencepiece library.
std::unique_ptr<Tokenizer> readSentencePiece(const Metadata& metadata)
{
    const std::vector<std::string>& tokens = metadata.strings("tokens");
    const std::vector<int64_t> types = metadata.types(tokens.size());
    const auto* scores = metadata.array<double>("scores");
    if (!scores || scores->size() != tokens.size())
        throw Error(
            ErrorCode::CorruptData, metadata.at("scores"), "expected one number for each token");

    SentencePieceModel model;
    model.addDummyPrefix = metadata.flag("add_space_prefix", true);
    for (size_t id = 0; id < tokens.size(); ++id) {
        if (types[id] < kNormal || types[id] > kByte)
            throw Error(ErrorCode::CorruptData, metadata.at("token_type"),
                std::to_string(types[id]) + " is not a token type");
        // GGUF's numbers for the types are sentencepiece's own.
        model.pieces.push_back(
            {tokens[id], static_cast<float>((*scores)[id]), static_cast<int>(types[id])});
    }
    SentencePieceOptions options;
    options.bos = metadata.tokenId("bos_token_id", tokens.size());
    options.eos = metadata.tokenId("eos_token_id", tokens.size());
    options.addBos = metadata.flag("add_bos_token", true);
    options.addEos = metadata.flag("add_eos_token", false);
    return makeSentencePieceTokenizer(serialize(model), options, metadata.at("tokens"));
}

} // namespace

std::unique_ptr<Tokenizer> readGgufTokenizer(const GgufFile& file, const std::string& where)
{
    const Metadata metadata(file, where);
    const std::string model = metadata.text("model");
    if (model == "gpt2")
        return readByteLevel(metadata);
    if (model == "llama")
        return readSentencePiece(metadata);
    throw Error(ErrorCode::Unsupported, metadata.at("model"),
        "'" + model + "' is not known here, expected 'gpt2' or 'llama'");
}

} // namespace interweave
