// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_tokenizer_parts.h"

namespace interweave {

GgufTokenizerParts makeGemmaParts(const GgufVocabulary& vocabulary)
{
    using Json = nlohmann::ordered_json;
    using enum GgufVocabulary::Type;
    constexpr std::string_view kMark = "\u2581"; // what is written for a space
    const auto replace = [](std::string_view from, std::string_view to) {
        return Json{{"type", "Replace"}, {"pattern", {{"String", from}}}, {"content", to}};
    };
    GgufTokenizerParts parts;
    parts.normalizer = replace(" ", kMark);
    parts.decoder = {{"type", "Sequence"},
        {"decoders",
            Json::array(
                {replace(kMark, " "), Json{{"type", "ByteFallback"}}, Json{{"type", "Fuse"}}})}};
    const auto unknown = vocabulary.roleId("unknown");
    parts.model = {{"type", "BPE"}, {"dropout", nullptr},
        {"unk_token", unknown ? Json(vocabulary.tokens()[*unknown]) : Json()},
        {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr}, {"fuse_unk", true},
        {"byte_fallback", true}, {"ignore_merges", false},
        {"vocab", vocabularyJson(vocabulary.tokens())}, {"merges", mergesJson(vocabulary)}};
    for (size_t id = 0; id < vocabulary.tokens().size(); ++id) {
        if (vocabulary.type(id) == Control || vocabulary.type(id) == UserDefined)
            parts.added.push_back(id);
    }
    parts.addsBos = true;
    return parts;
}

} // namespace interweave
