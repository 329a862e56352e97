// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_tokenizer_parts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace interweave {

namespace {

using Json = nlohmann::ordered_json;
using enum GgufVocabulary::Type;

constexpr std::string_view kMark = "\u2581"; // what sentencepiece writes for a space

/// Runs of spaces are pieces of their own in some models; GGUF spells them with real spaces.
bool isRunOfSpaces(std::string_view token)
{
    return !token.empty() && token.find_first_not_of(' ') == std::string_view::npos;
}

class SentencePieceMaker {
public:
    explicit SentencePieceMaker(const GgufVocabulary& vocabulary)
        : m_vocabulary(vocabulary)
        , m_pieces(vocabulary.tokens())
    {
        const GgufValue* scores = vocabulary.file().find("tokenizer.ggml.scores");
        const auto* list = scores ? std::get_if<std::vector<double>>(scores) : nullptr;
        if (!list || list->size() != m_pieces.size())
            vocabulary.fail("'tokenizer.ggml.scores' must be a list of "
                + std::to_string(m_pieces.size()) + " numbers");
        m_scores = *list;
        m_unknown = findUnknown();
        for (size_t id = 0; id < m_pieces.size(); ++id) {
            if (!std::isfinite(m_scores[id]))
                vocabulary.fail("the score of the token '" + m_pieces[id] + "' is not finite");
            if (vocabulary.type(id) == UserDefined && isRunOfSpaces(m_pieces[id]))
                respell(id);
            if (isMergeable(id))
                m_ids.emplace(m_pieces[id], id);
        }
    }

    GgufTokenizerParts make() const
    {
        const bool addsSpace = m_vocabulary.flag("add_space_prefix").value_or(true);
        GgufTokenizerParts parts;
        parts.normalizer = normalizer(addsSpace);
        parts.preTokenizer = preTokenizer();
        parts.decoder = decoder(addsSpace);
        parts.model = {{"type", "BPE"}, {"dropout", nullptr},
            {"unk_token", m_unknown ? Json(m_pieces[*m_unknown]) : Json()},
            {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr},
            {"fuse_unk", true}, {"byte_fallback", hasBytes()}, {"ignore_merges", false},
            {"vocab", vocabularyJson(m_pieces)}, {"merges", merges()}};
        for (size_t id = 0; id < m_pieces.size(); ++id) {
            if (isAdded(id))
                parts.added.push_back(id);
        }
        parts.addsBos = true;
        return parts;
    }

private:
    struct Merge {
        size_t left;
        size_t right;
        size_t leftLength; // in characters
        size_t rightLength;
        bool isRun; // of spaces: found before anything else is merged, shorter ones first
        double score;
    };

    void respell(size_t id)
    {
        std::string piece;
        for (size_t i = 0; i < m_pieces[id].size(); ++i)
            piece += kMark;
        if (m_vocabulary.contains(piece))
            m_vocabulary.fail("the token '" + piece + "' is given twice");
        m_scores[id] = -static_cast<double>(piece.size());
        m_pieces[id] = std::move(piece);
    }

    bool isRespelled(size_t id) const { return m_pieces[id] != m_vocabulary.tokens()[id]; }

    /// Whether the piece can come of characters or take part in a larger piece.
    bool isMergeable(size_t id) const { return m_vocabulary.type(id) == Normal || isRespelled(id); }

    bool isAdded(size_t id) const
    {
        const GgufVocabulary::Type type = m_vocabulary.type(id);
        return type == Control || id == m_unknown || (type == UserDefined && !isRespelled(id));
    }

    Json normalizer(bool addsSpace) const
    {
        Json replace = {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", kMark}};
        if (!addsSpace)
            return replace;
        return {{"type", "Sequence"},
            {"normalizers", Json::array({Json{{"type", "Prepend"}, {"prepend", kMark}}, replace})}};
    }

    /// Runs of spaces are cut out of a text before anything is merged, from the left, each time the
    /// longest there is: merges alone would halve what is longer than the longest.
    Json preTokenizer() const
    {
        std::vector<size_t> bytes;
        for (size_t id = 0; id < m_pieces.size(); ++id) {
            if (isRespelled(id))
                bytes.push_back(m_pieces[id].size());
        }
        if (bytes.empty())
            return nullptr;
        std::sort(bytes.begin(), bytes.end(), std::greater());
        std::string pattern;
        for (const size_t run : bytes) {
            if (!pattern.empty())
                pattern += '|';
            pattern += std::string(kMark) + '{' + std::to_string(run / kMark.size()) + '}';
        }
        return {{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"},
            {"invert", false}};
    }

    Json decoder(bool addsSpace) const
    {
        Json steps = Json::array({
            Json{{"type", "Replace"}, {"pattern", {{"String", kMark}}}, {"content", " "}},
            Json{{"type", "ByteFallback"}},
            Json{{"type", "Fuse"}},
        });
        if (addsSpace)
            steps.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
        return {{"type", "Sequence"}, {"decoders", steps}};
    }

    /// Places left free in a vocabulary may have the type of the unknown token, too.
    std::optional<size_t> findUnknown() const
    {
        if (const auto id = m_vocabulary.roleId("unknown"))
            return id;
        for (size_t id = 0; id < m_pieces.size(); ++id) {
            if (m_vocabulary.type(id) == Unknown)
                return id;
        }
        return std::nullopt;
    }

    bool hasBytes() const
    {
        for (size_t id = 0; id < m_pieces.size(); ++id) {
            if (m_vocabulary.type(id) == Byte)
                return true;
        }
        return false;
    }

    /// Every way to put a piece together from two others, best score first; among equals longer
    /// left parts first, as transformers orders them (tokenization_utils_base.py, generate_merges).
    Json merges() const
    {
        std::vector<Merge> all;
        std::vector<Merge> ways;
        for (size_t id = 0; id < m_pieces.size(); ++id) {
            if (!isMergeable(id))
                continue;
            findWays(id, ways);
            all.insert(all.end(), ways.begin(), ways.end());
        }
        std::stable_sort(all.begin(), all.end(), [](const Merge& a, const Merge& b) {
            return std::tie(a.isRun, a.score, a.leftLength, a.rightLength)
                > std::tie(b.isRun, b.score, b.leftLength, b.rightLength);
        });
        Json result = Json::array();
        for (const Merge& merge : all)
            result.push_back({m_pieces[merge.left], m_pieces[merge.right]});
        return result;
    }

    void findWays(size_t id, std::vector<Merge>& ways) const
    {
        constexpr size_t kMaxBytes = 512; // published models have pieces of up to some 100 bytes
        ways.clear();
        const std::string_view piece = m_pieces[id];
        if (piece.size() > kMaxBytes)
            m_vocabulary.fail("a token has " + std::to_string(piece.size()) + " bytes, at most "
                + std::to_string(kMaxBytes) + " are read");
        const auto startsCharacter
            = [&](size_t at) { return (static_cast<unsigned char>(piece[at]) & 0xc0) != 0x80; };
        const auto length = static_cast<size_t>(std::count_if(piece.begin(), piece.end(),
            [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
        size_t characters = 1;
        for (size_t at = 1; at < piece.size(); ++at) {
            if (!startsCharacter(at))
                continue;
            const auto left = m_ids.find(piece.substr(0, at));
            const auto right = m_ids.find(piece.substr(at));
            if (left != m_ids.end() && right != m_ids.end())
                ways.push_back({left->second, right->second, characters, length - characters,
                    isRespelled(id), m_scores[id]});
            ++characters;
        }
        std::sort(ways.begin(), ways.end(), [](const Merge& a, const Merge& b) {
            return std::tie(a.left, a.right) < std::tie(b.left, b.right);
        });
    }

    const GgufVocabulary& m_vocabulary;
    std::vector<std::string> m_pieces; // tokens as the model spells them
    std::vector<double> m_scores;
    std::optional<size_t> m_unknown;
    std::unordered_map<std::string_view, size_t> m_ids; // of what can be merged
};

} // namespace

GgufTokenizerParts makeSentencePieceParts(const GgufVocabulary& vocabulary)
{
    return SentencePieceMaker(vocabulary).make();
}

} // namespace interweave
