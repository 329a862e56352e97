// SPDX-License-Identifier: Apache-2.0
#include "core/text/tekken.h"

#include "core/text/base64.h"
#include "core/text/json_field.h"
#include "core/text/vocabulary.h"

namespace interweave {

namespace {

/// The special tokens of files that do not list them.
constexpr std::string_view kDefaultSpecials[] = {"<unk>", "<s>", "</s>", "[INST]", "[/INST]",
    "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]",
    "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]",
    "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]"};

int64_t sizeIn(const JsonField& config, std::string_view key)
{
    const JsonField field = config[key];
    if (field.integer() < 0 || field.integer() > Vocabulary::kMaxId)
        field.corrupt(std::to_string(field.integer()) + ", expected 0 … "
            + std::to_string(Vocabulary::kMaxId));
    return field.integer();
}

std::vector<RankedVocabulary::Special> readSpecials(const JsonField& root, int64_t count)
{
    std::vector<std::string> names;
    if (const auto list = root.find("special_tokens")) {
        for (const JsonField& item : list->items()) {
            if (item["rank"].integer() != static_cast<int64_t>(names.size()))
                item["rank"].corrupt("expected " + std::to_string(names.size()));
            names.push_back(item["token_str"].text());
        }
    } else {
        names.assign(std::begin(kDefaultSpecials), std::end(kDefaultSpecials));
    }
    if (static_cast<int64_t>(names.size()) > count)
        root["config"].corrupt("room for " + std::to_string(count)
            + " special tokens, but there are " + std::to_string(names.size()));
    std::vector<RankedVocabulary::Special> specials;
    for (int64_t id = 0; id < count; ++id)
        specials.push_back(
            {static_cast<size_t>(id) < names.size() ? names[static_cast<size_t>(id)]
                                                    : "<SPECIAL_" + std::to_string(id) + ">",
                id});
    return specials;
}

} // namespace

bool isTekken(const nlohmann::json& document)
{
    return document.is_object() && document.contains("config") && document.contains("vocab");
}

std::unique_ptr<Tokenizer> makeTekkenTokenizer(
    const nlohmann::json& document, const TokenizerConfig& config, const std::string& where)
{
    const JsonField root(document, where);
    const JsonField sizes = root["config"];
    RankedVocabulary vocabulary;
    vocabulary.pattern = sizes["pattern"].text();
    vocabulary.firstId = sizeIn(sizes, "default_num_special_tokens");
    vocabulary.specials = readSpecials(root, vocabulary.firstId);
    vocabulary.bos = "<s>";
    vocabulary.eos = "</s>";

    const int64_t ranks = sizeIn(sizes, "default_vocab_size") - vocabulary.firstId;
    const std::vector<JsonField> entries = root["vocab"].items();
    if (ranks < 0 || ranks > static_cast<int64_t>(entries.size()))
        sizes["default_vocab_size"].corrupt(std::to_string(ranks)
            + " tokens that are not special of " + std::to_string(entries.size()));
    for (int64_t rank = 0; rank < ranks; ++rank) {
        const JsonField& entry = entries[static_cast<size_t>(rank)];
        if (entry["rank"].integer() != rank)
            entry["rank"].corrupt("expected " + std::to_string(rank));
        const auto bytes = decodeBase64(entry["token_bytes"].text());
        if (!bytes)
            entry["token_bytes"].corrupt("not base64");
        vocabulary.tokens.push_back(*bytes);
    }
    return makeRankTokenizer(vocabulary, config, where);
}

} // namespace interweave
