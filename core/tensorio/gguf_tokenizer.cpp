// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_tokenizer.h"

#include "core/support/error.h"
#include "core/tensorio/gguf_tokenizer_parts.h"

namespace interweave {

namespace {

using Json = nlohmann::ordered_json;

GgufTokenizerParts makeParts(const GgufVocabulary& vocabulary)
{
    const std::string model = vocabulary.file().text("tokenizer.ggml.model").value_or("");
    if (model == "gpt2")
        return makeByteLevelParts(vocabulary);
    if (model == "llama")
        return makeSentencePieceParts(vocabulary);
    if (model == "gemma4")
        return makeGemmaParts(vocabulary);
    throw Error(ErrorCode::Unsupported, vocabulary.where(),
        "the tokenizer '" + model
            + "' cannot be written as tokenizer.json (supported: gpt2, llama, gemma4)");
}

Json addedTokens(const GgufVocabulary& vocabulary, const std::vector<size_t>& ids)
{
    Json added = Json::array();
    for (const size_t id : ids)
        added.push_back({{"id", id}, {"content", vocabulary.tokens()[id]}, {"single_word", false},
            {"lstrip", false}, {"rstrip", false}, {"normalized", false},
            {"special", vocabulary.type(id) != GgufVocabulary::Type::UserDefined}});
    return added;
}

/// What is put around a text: the tokens that begin and end a sequence, if the file asks for them.
Json postProcessor(const GgufVocabulary& vocabulary, bool addsBosByDefault)
{
    const auto bos = vocabulary.roleId("bos");
    const auto eos = vocabulary.roleId("eos");
    const bool addsBos = bos && vocabulary.flag("add_bos_token").value_or(addsBosByDefault);
    const bool addsEos = eos && vocabulary.flag("add_eos_token").value_or(false);
    if (!addsBos && !addsEos)
        return nullptr;
    Json single = Json::array();
    Json pair = Json::array();
    Json specials = Json::object();
    const auto addSpecial = [&](Json& list, size_t id, int typeId) {
        const std::string& token = vocabulary.tokens()[id];
        list.push_back({{"SpecialToken", {{"id", token}, {"type_id", typeId}}}});
        specials[token] = {{"id", token}, {"ids", {id}}, {"tokens", {token}}};
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

} // namespace

Json makeGgufTokenizer(const GgufFile& file, const std::string& where)
{
    const GgufVocabulary vocabulary(file, where);
    GgufTokenizerParts parts = makeParts(vocabulary);
    return {{"version", "1.0"}, {"truncation", nullptr}, {"padding", nullptr},
        {"added_tokens", addedTokens(vocabulary, parts.added)},
        {"normalizer", std::move(parts.normalizer)},
        {"pre_tokenizer", std::move(parts.preTokenizer)},
        {"post_processor", postProcessor(vocabulary, parts.addsBos)},
        {"decoder", std::move(parts.decoder)}, {"model", std::move(parts.model)}};
}

Json makeGgufTokenizerConfig(const GgufFile& file, const std::string& where)
{
    const GgufVocabulary vocabulary(file, where);
    Json config
        = {{"tokenizer_class", "PreTrainedTokenizerFast"}, {"clean_up_tokenization_spaces", false}};
    const std::pair<const char*, const char*> roles[] = {{"bos_token", "bos"}, {"eos_token", "eos"},
        {"unk_token", "unknown"}, {"pad_token", "padding"}};
    for (const auto& [name, role] : roles) {
        if (const auto id = vocabulary.roleId(role))
            config[name] = vocabulary.tokens()[*id];
    }
    const std::string architecture = file.text("general.architecture").value_or("");
    if (const auto length = file.integer(architecture + ".context_length"))
        config["model_max_length"] = *length;
    if (const auto chat = file.text("tokenizer.chat_template"))
        config["chat_template"] = *chat;
    return config;
}

Json vocabularyJson(const std::vector<std::string>& tokens)
{
    Json vocabulary = Json::object();
    auto& entries
        = vocabulary.get_ref<Json::object_t&>(); // appended to directly: its lookup is linear
    entries.reserve(tokens.size());
    for (size_t id = 0; id < tokens.size(); ++id)
        entries.emplace_back(tokens[id], id);
    return vocabulary;
}

} // namespace interweave
