// SPDX-License-Identifier: Apache-2.0
#include "core/text/unigram.h"

#include "core/support/error.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr double kUnknownPenalty = 10;

} // namespace

UnigramModel::UnigramModel(const Vocabulary& vocabulary, std::vector<double> scores,
    UnigramOptions options, const std::string& where)
    : m_vocabulary(vocabulary)
    , m_scores(std::move(scores))
    , m_unknownScore(-kUnknownPenalty)
    , m_options(options)
    , m_bytes(vocabulary)
    , m_where(where)
{
    if (options.unknownId && !vocabulary.contains(*options.unknownId))
        throw Error(ErrorCode::CorruptData, where,
            "unk_id " + std::to_string(*options.unknownId) + " is not in the vocabulary");
    if (!m_scores.empty())
        m_unknownScore += *std::min_element(m_scores.begin(), m_scores.end());
    for (TokenId id = 0; id < vocabulary.size(); ++id)
        m_trie.add(vocabulary.piece(id), static_cast<uint32_t>(id));
}

std::vector<UnigramModel::Step> UnigramModel::bestSteps(std::string_view word) const
{
    std::vector<Step> steps(word.size() + 1); // by the position where the last piece ends
    const auto offer = [&](size_t begin, size_t end, TokenId id, double score) {
        const double sum = steps[begin].score + score;
        if (steps[end].begin == kNowhere || sum > steps[end].score)
            steps[end] = {sum, begin, id};
    };
    for (size_t begin = 0; begin < word.size();) {
        const size_t next = begin + utf8At(word, begin).length;
        bool spelled = false;
        m_trie.search(word, begin, [&](size_t end, uint32_t id) {
            offer(begin, end, static_cast<TokenId>(id), m_scores[id]);
            spelled = spelled || end == next;
        });
        if (!spelled) {
            if (!m_options.unknownId)
                throw Error(ErrorCode::InvalidArgument, m_where,
                    "no piece spells '" + std::string(word.substr(begin, next - begin))
                        + "' and the vocabulary has no unknown token");
            offer(begin, next, *m_options.unknownId, m_unknownScore);
        }
        begin = next;
    }
    return steps;
}

/// As in the reference, a run that happens to be a piece is that piece.
void UnigramModel::appendUnknown(std::string_view run, std::vector<TokenId>& ids) const
{
    if (const auto id = m_vocabulary.idOf(run);
        id && static_cast<size_t>(*id) < m_scores.size()) // not a token that was added later
        ids.push_back(*id);
    else if (!(m_options.byteFallback && m_bytes.append(run, ids)))
        ids.push_back(*m_options.unknownId);
}

void UnigramModel::encode(std::string_view word, std::vector<TokenId>& ids) const
{
    const std::vector<Step> steps = bestSteps(word);
    std::vector<size_t> ends; // of the best pieces, last first
    for (size_t end = word.size(); end > 0; end = steps[end].begin)
        ends.push_back(end);
    size_t unknownBegin = kNowhere; // of the run of unknown characters that is going on
    const auto endUnknown = [&](size_t end) {
        if (unknownBegin != kNowhere)
            appendUnknown(word.substr(unknownBegin, end - unknownBegin), ids);
        unknownBegin = kNowhere;
    };
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        const Step& step = steps[*end];
        if (step.id == m_options.unknownId) {
            unknownBegin = std::min(unknownBegin, step.begin);
        } else {
            endUnknown(step.begin);
            ids.push_back(step.id);
        }
    }
    endUnknown(word.size());
}

} // namespace interweave
