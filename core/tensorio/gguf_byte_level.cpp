// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_pre_tokenizer.h"
#include "core/tensorio/gguf_tokenizer_parts.h"

namespace interweave {

nlohmann::ordered_json mergesJson(const GgufVocabulary& vocabulary)
{
    auto result = nlohmann::ordered_json::array();
    for (const std::string& merge : vocabulary.strings("merges")) {
        const size_t space = merge.find(' ');
        if (space == std::string::npos)
            vocabulary.fail("the merge '" + merge + "' is not two pieces with a space between");
        const std::string left = merge.substr(0, space);
        const std::string right = merge.substr(space + 1);
        for (const std::string& piece : {left, right, left + right}) {
            if (!vocabulary.contains(piece))
                vocabulary.fail(
                    "the merge '" + merge + "' names the unknown piece '" + piece + "'");
        }
        result.push_back({left, right});
    }
    return result;
}

GgufTokenizerParts makeByteLevelParts(const GgufVocabulary& vocabulary)
{
    using Json = nlohmann::ordered_json;
    using enum GgufVocabulary::Type;
    GgufPreTokenizer pre = findGgufPreTokenizer(
        vocabulary.file().text("tokenizer.ggml.pre").value_or("default"), vocabulary.where());
    GgufTokenizerParts parts;
    parts.normalizer = pre.normalizes ? Json{{"type", "NFC"}} : Json();
    parts.preTokenizer = std::move(pre.steps);
    parts.decoder = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true},
        {"use_regex", true}};
    parts.model = {{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr},
        {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr},
        {"fuse_unk", false}, {"byte_fallback", false}, {"ignore_merges", pre.ignoresMerges},
        {"vocab", vocabularyJson(vocabulary.tokens())}, {"merges", mergesJson(vocabulary)}};
    for (size_t id = 0; id < vocabulary.tokens().size(); ++id) {
        if (vocabulary.type(id) == Control || vocabulary.type(id) == UserDefined)
            parts.added.push_back(id);
    }
    parts.addsBos = pre.addsBos;
    return parts;
}

} // namespace interweave
