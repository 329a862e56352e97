// SPDX-License-Identifier: Apache-2.0
#include "core/text/word_model_json.h"

#include "core/text/bpe.h"
#include "core/text/unigram.h"

#include <cmath>

namespace interweave {

namespace {

/// Longer pieces are taken for damage: looking for one takes as many steps at every position.
constexpr size_t kMaxUnigramBytes = 1024;

void readBpeVocabulary(const JsonField& section, Vocabulary& vocabulary)
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

std::unique_ptr<WordModel> readBpe(const JsonField& section, Vocabulary& vocabulary)
{
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

    readBpeVocabulary(section["vocab"], vocabulary);
    const JsonField list = section["merges"];
    if (!list.value().is_array())
        list.corrupt("expected an array");
    BpeModel::Merges merges;
    merges.reserve(list.value().size());
    for (size_t rank = 0; rank < list.value().size(); ++rank)
        merges.push_back(mergeOf(list, rank));
    return std::make_unique<BpeModel>(vocabulary, merges, std::move(options), section.where());
}

/// Fills the vocabulary; returns the scores.
std::vector<double> readScoredVocabulary(const JsonField& section, Vocabulary& vocabulary)
{
    const nlohmann::json& list = section.value();
    if (!list.is_array())
        section.corrupt("expected an array of pieces and scores");
    std::vector<double> scores;
    scores.reserve(list.size());
    for (const nlohmann::json& entry : list) {
        const size_t id = scores.size();
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string()
            || !entry[1].is_number())
            section.corrupt("entry " + std::to_string(id) + " is not a piece and its score");
        const auto& piece = entry[0].get_ref<const std::string&>();
        if (piece.size() > kMaxUnigramBytes)
            section.corrupt("piece " + std::to_string(id) + " has " + std::to_string(piece.size())
                + " bytes, expected at most " + std::to_string(kMaxUnigramBytes));
        scores.push_back(entry[1].get<double>());
        if (!std::isfinite(scores.back()))
            section.corrupt("the score of '" + piece + "' is not a finite number");
        vocabulary.add(piece, static_cast<int64_t>(id), section.where());
    }
    return scores;
}

std::unique_ptr<WordModel> readUnigram(const JsonField& section, Vocabulary& vocabulary)
{
    section.allowKeys({"type", "unk_id", "vocab", "byte_fallback"});
    UnigramOptions options;
    options.byteFallback = section.flagOr("byte_fallback", false);
    std::vector<double> scores = readScoredVocabulary(section["vocab"], vocabulary);
    if (const auto unknown = section.find("unk_id")) {
        if (!vocabulary.contains(unknown->integer()))
            unknown->corrupt(
                std::to_string(unknown->integer()) + " is not the id of a vocabulary entry");
        options.unknownId = static_cast<TokenId>(unknown->integer());
    }
    return std::make_unique<UnigramModel>(vocabulary, std::move(scores), options, section.where());
}

} // namespace

void readWordModel(const JsonField& section, PipelineParts& parts)
{
    // Older files do not name the type; only BPE has merges.
    const std::string type = section.textOr("type", section.find("merges") ? "BPE" : "Unigram");
    if (type == "BPE")
        parts.model = readBpe(section, *parts.vocabulary);
    else if (type == "Unigram")
        parts.model = readUnigram(section, *parts.vocabulary);
    else
        section["type"].unsupported(
            "'" + type + "' is not known here, expected 'BPE' or 'Unigram'");
    parts.kind = type;
}

} // namespace interweave
