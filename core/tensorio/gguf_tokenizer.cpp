// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_tokenizer.h"

#include "core/support/error.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace interweave {

namespace {

using Json = nlohmann::ordered_json;

enum class TokenType : int64_t { Control = 3, UserDefined = 4 };

/// What ggml's name of a pre-tokenizer stands for. With a `split` pattern, ByteLevel's own is
/// switched off.
struct PreTokenizer {
    std::string_view name;
    bool singleDigits = false;
    std::string_view split = {};
    bool normalizes = false; // to NFC
    bool ignoresMerges = false; // a piece that is a token is taken whole
    bool addsBos = false; // where the file does not say
};

constexpr PreTokenizer kPreTokenizers[] = {
    {.name = "default"},
    {.name = "gpt-2"},
    {.name = "smollm", .singleDigits = true},
    {.name = "qwen2",
        .split = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)"
                 R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
        .normalizes = true},
    {.name = "llama-bpe",
        .split = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)"
                 R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
        .ignoresMerges = true,
        .addsBos = true},
};

Json byteLevel(bool addPrefixSpace, bool trimOffsets, bool useRegex)
{
    return {{"type", "ByteLevel"}, {"add_prefix_space", addPrefixSpace},
        {"trim_offsets", trimOffsets}, {"use_regex", useRegex}};
}

class TokenizerMaker {
public:
    TokenizerMaker(const GgufFile& file, const std::string& where)
        : m_file(file)
        , m_where(where)
        , m_tokens(strings("tokenizer.ggml.tokens"))
    {
        const std::string model = file.text("tokenizer.ggml.model").value_or("");
        if (model != "gpt2")
            throw Error(ErrorCode::Unsupported, where,
                "the tokenizer '" + model
                    + "' cannot be written as tokenizer.json (supported: gpt2)");
        for (size_t id = 0; id < m_tokens.size(); ++id) {
            if (!m_ids.emplace(m_tokens[id], id).second)
                fail("the token '" + m_tokens[id] + "' is given twice");
        }
    }

    Json tokenizer() const
    {
        const PreTokenizer& pre = preTokenizer();
        return {{"version", "1.0"}, {"truncation", nullptr}, {"padding", nullptr},
            {"added_tokens", addedTokens()},
            {"normalizer", pre.normalizes ? Json{{"type", "NFC"}} : Json()},
            {"pre_tokenizer", preTokenizerSteps(pre)}, {"post_processor", postProcessor(pre)},
            {"decoder", byteLevel(true, true, true)},
            {"model",
                {{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr},
                    {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr},
                    {"fuse_unk", false}, {"byte_fallback", false},
                    {"ignore_merges", pre.ignoresMerges}, {"vocab", vocabulary()},
                    {"merges", merges()}}}};
    }

    Json configuration() const
    {
        Json config = {{"tokenizer_class", "PreTrainedTokenizerFast"},
            {"clean_up_tokenization_spaces", false}};
        const std::pair<const char*, const char*> roles[] = {{"bos_token", "bos"},
            {"eos_token", "eos"}, {"unk_token", "unknown"}, {"pad_token", "padding"}};
        for (const auto& [name, role] : roles) {
            if (const auto id = tokenId(role))
                config[name] = m_tokens[*id];
        }
        const std::string architecture = m_file.text("general.architecture").value_or("");
        if (const auto length = m_file.integer(architecture + ".context_length"))
            config["model_max_length"] = *length;
        if (const auto chat = m_file.text("tokenizer.chat_template"))
            config["chat_template"] = *chat;
        return config;
    }

private:
    const std::vector<std::string>& strings(const char* key) const
    {
        const GgufValue* value = m_file.find(key);
        const auto* list = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
        if (!list)
            fail(std::string("'") + key + "' must be a list of strings");
        return *list;
    }

    const PreTokenizer& preTokenizer() const
    {
        const std::string wanted = m_file.text("tokenizer.ggml.pre").value_or("default");
        std::string supported;
        for (const PreTokenizer& pre : kPreTokenizers) {
            if (pre.name == wanted)
                return pre;
            supported += (supported.empty() ? "" : ", ") + std::string(pre.name);
        }
        throw Error(ErrorCode::Unsupported, m_where,
            "the pre-tokenizer '" + wanted + "' is not supported (supported: " + supported + ")");
    }

    /// The id of a role's token ("bos"), checked to be in the vocabulary.
    std::optional<size_t> tokenId(const std::string& role) const
    {
        const std::string key = "tokenizer.ggml." + role + "_token_id";
        if (!m_file.find(key))
            return std::nullopt;
        const auto id = m_file.integer(key);
        if (!id || !std::in_range<size_t>(*id) || static_cast<size_t>(*id) >= m_tokens.size())
            fail("'" + key + "' must be a token id below " + std::to_string(m_tokens.size()));
        return static_cast<size_t>(*id);
    }

    Json addedTokens() const
    {
        Json added = Json::array();
        const GgufValue* value = m_file.find("tokenizer.ggml.token_type");
        if (!value)
            return added;
        const auto* types = std::get_if<std::vector<int64_t>>(value);
        if (!types || types->size() != m_tokens.size())
            fail("'tokenizer.ggml.token_type' must be a list of " + std::to_string(m_tokens.size())
                + " integers");
        for (size_t id = 0; id < types->size(); ++id) {
            const auto type = static_cast<TokenType>((*types)[id]);
            if (type == TokenType::Control || type == TokenType::UserDefined)
                added.push_back({{"id", id}, {"content", m_tokens[id]}, {"single_word", false},
                    {"lstrip", false}, {"rstrip", false}, {"normalized", false},
                    {"special", type == TokenType::Control}});
        }
        return added;
    }

    static Json preTokenizerSteps(const PreTokenizer& pre)
    {
        Json steps = Json::array();
        if (pre.singleDigits)
            steps.push_back({{"type", "Digits"}, {"individual_digits", true}});
        if (!pre.split.empty())
            steps.push_back({{"type", "Split"}, {"pattern", {{"Regex", pre.split}}},
                {"behavior", "Isolated"}, {"invert", false}});
        steps.push_back(byteLevel(false, true, pre.split.empty()));
        return {{"type", "Sequence"}, {"pretokenizers", steps}};
    }

    /// What is put around a text: the tokens that begin and end a sequence, if the file asks for
    /// them.
    Json postProcessor(const PreTokenizer& pre) const
    {
        const auto bos = tokenId("bos");
        const auto eos = tokenId("eos");
        const bool addsBos
            = bos && m_file.boolean("tokenizer.ggml.add_bos_token").value_or(pre.addsBos);
        const bool addsEos = eos && m_file.boolean("tokenizer.ggml.add_eos_token").value_or(false);
        if (!addsBos && !addsEos)
            return nullptr;
        Json single = Json::array();
        Json pair = Json::array();
        Json specials = Json::object();
        const auto addSpecial = [&](Json& list, size_t id, int typeId) {
            list.push_back({{"SpecialToken", {{"id", m_tokens[id]}, {"type_id", typeId}}}});
            specials[m_tokens[id]]
                = {{"id", m_tokens[id]}, {"ids", {id}}, {"tokens", {m_tokens[id]}}};
        };
        const auto addSequence = [&](Json& list, const char* sequence, int typeId) {
            if (addsBos)
                addSpecial(list, *bos, typeId);
            list.push_back({{"Sequence", {{"id", sequence}, {"type_id", typeId}}}});
            if (addsEos)
                addSpecial(list, *eos, typeId);
        };
        addSequence(single, "A", 0);
        addSequence(pair, "A", 0);
        addSequence(pair, "B", 1);
        return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair},
            {"special_tokens", specials}};
    }

    Json vocabulary() const
    {
        Json vocabulary = Json::object();
        auto& entries
            = vocabulary.get_ref<Json::object_t&>(); // appended to directly: its lookup is linear
        entries.reserve(m_tokens.size());
        for (size_t id = 0; id < m_tokens.size(); ++id)
            entries.emplace_back(m_tokens[id], id);
        return vocabulary;
    }

    Json merges() const
    {
        Json result = Json::array();
        for (const std::string& merge : strings("tokenizer.ggml.merges")) {
            const size_t space = merge.find(' ');
            if (space == std::string::npos)
                fail("the merge '" + merge + "' is not two pieces with a space between");
            const std::string left = merge.substr(0, space);
            const std::string right = merge.substr(space + 1);
            for (const std::string& piece : {left, right, left + right}) {
                if (!m_ids.contains(piece))
                    fail("the merge '" + merge + "' names the unknown piece '" + piece + "'");
            }
            result.push_back({left, right});
        }
        return result;
    }

    [[noreturn]] void fail(const std::string& message) const
    {
        throw Error(ErrorCode::CorruptData, m_where, message);
    }

    const GgufFile& m_file;
    const std::string& m_where;
    const std::vector<std::string>& m_tokens;
    std::unordered_map<std::string_view, size_t> m_ids;
};

} // namespace

Json makeGgufTokenizer(const GgufFile& file, const std::string& where)
{
    return TokenizerMaker(file, where).tokenizer();
}

Json makeGgufTokenizerConfig(const GgufFile& file, const std::string& where)
{
    return TokenizerMaker(file, where).configuration();
}

} // namespace interweave
