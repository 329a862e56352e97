// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe.h"

#include "core/support/error.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <functional>

namespace interweave {

namespace {

uint64_t pack(uint64_t high, uint64_t low)
{
    return (high << 32) | low;
}

uint32_t high(uint64_t packed)
{
    return static_cast<uint32_t>(packed >> 32);
}

uint32_t low(uint64_t packed)
{
    return static_cast<uint32_t>(packed);
}

constexpr int32_t kNone = -1;

/// A token of the word being merged, in a linked list; a symbol that was merged into its left
/// neighbour has no id.
struct Symbol {
    TokenId id;
    int32_t previous;
    int32_t next;
};

/// A possible merge of the symbol at `position` with the next one. Lower ranks go first, then
/// positions further left.
struct Candidate {
    uint64_t order; // (rank, position)
    TokenId result;

    bool operator>(const Candidate& other) const { return order > other.order; }
};

} // namespace

BpeModel::BpeModel(const Vocabulary& vocabulary, const Merges& merges, BpeOptions options,
    const std::string& where)
    : m_vocabulary(vocabulary)
    , m_options(std::move(options))
    , m_merges(merges.size())
{
    const auto idOf = [&](std::string_view piece, const std::string& what) {
        const auto id = vocabulary.idOf(piece);
        if (!id)
            throw Error(ErrorCode::CorruptData, where,
                what + " '" + std::string(piece) + "' is not in the vocabulary");
        return *id;
    };
    for (size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [left, right] = merges[rank];
        const std::string what = "merges[" + std::to_string(rank) + "]: piece";
        const TokenId result = idOf(std::string(left) + std::string(right), what);
        m_merges.set(pack(idOf(left, what), idOf(right, what)),
            pack(m_options.ranksByResult ? static_cast<uint64_t>(result) : rank, result));
    }
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const std::string_view piece = vocabulary.piece(id);
        if (piece.empty())
            continue;
        const Utf8Step first = utf8At(piece, 0);
        if (first.state == Utf8State::Valid && first.length == piece.size())
            m_characters.set(first.codePoint, id);
    }
    if (m_options.unknownToken)
        m_unknownId = idOf(*m_options.unknownToken, "model.unk_token");
    if (m_options.byteFallback)
        m_bytes.emplace(vocabulary);
    if (m_options.ignoreMerges)
        for (TokenId id = 0; id < vocabulary.size(); ++id)
            m_isPiece.push_back(!vocabulary.piece(id).empty());
}

const uint64_t* BpeModel::findMerge(TokenId left, TokenId right) const
{
    return m_merges.find(pack(left, right));
}

std::vector<TokenId> BpeModel::characterIds(std::string_view word) const
{
    std::vector<TokenId> ids;
    ids.reserve(word.size());
    bool unknown
        = false; // as in the reference, an unknown token waits for the next known character
    const auto endUnknown = [&] {
        if (unknown)
            ids.push_back(m_unknownId);
        unknown = false;
    };
    for (size_t i = 0; i < word.size();) {
        const Utf8Step step = utf8At(word, i);
        if (const uint64_t* id = m_characters.find(step.codePoint)) {
            endUnknown();
            ids.push_back(static_cast<TokenId>(*id));
        } else if (!(m_bytes && m_bytes->append(word.substr(i, step.length), ids))
            && m_unknownId != kNone) {
            if (!m_options.fuseUnknown)
                endUnknown();
            unknown = true;
        }
        i += step.length;
    }
    endUnknown();
    return ids;
}

void BpeModel::encode(std::string_view word, std::vector<TokenId>& ids) const
{
    if (m_options.ignoreMerges) {
        if (const auto id = m_vocabulary.idOf(word);
            id && static_cast<size_t>(*id) < m_isPiece.size() && m_isPiece[*id]) {
            ids.push_back(*id);
            return;
        }
    }

    const std::vector<TokenId> characters = characterIds(word);
    const auto count = static_cast<int32_t>(characters.size());
    std::vector<Symbol> symbols(characters.size());
    std::vector<Candidate>
        queue; // a heap, first candidate on top; outdated ones are dropped when they surface
    queue.reserve(characters.size());
    for (int32_t i = 0; i < count; ++i) {
        symbols[i] = {characters[i], i - 1, i + 1 < count ? i + 1 : kNone};
        if (i + 1 == count)
            break;
        if (const uint64_t* merge = findMerge(characters[i], characters[i + 1]))
            queue.push_back({pack(high(*merge), i), static_cast<TokenId>(low(*merge))});
    }
    std::make_heap(queue.begin(), queue.end(), std::greater<>());

    const auto offer = [&](int32_t position) {
        const Symbol& left = symbols[position];
        if (left.next == kNone)
            return;
        if (const uint64_t* merge = findMerge(left.id, symbols[left.next].id)) {
            queue.push_back({pack(high(*merge), position), static_cast<TokenId>(low(*merge))});
            std::push_heap(queue.begin(), queue.end(), std::greater<>());
        }
    };
    while (!queue.empty()) {
        const Candidate candidate = queue.front();
        std::pop_heap(queue.begin(), queue.end(), std::greater<>());
        queue.pop_back();

        const auto position = static_cast<int32_t>(low(candidate.order));
        Symbol& left = symbols[position];
        if (left.id == kNone || left.next == kNone)
            continue;
        Symbol& right = symbols[left.next];
        // As the reference does, an outdated candidate counts if its pair would still give the same
        // piece.
        const uint64_t* merge = findMerge(left.id, right.id);
        if (!merge || static_cast<TokenId>(low(*merge)) != candidate.result)
            continue;
        left.id = candidate.result;
        right.id = kNone;
        left.next = right.next;
        if (right.next != kNone)
            symbols[right.next].previous = position;
        if (left.previous != kNone)
            offer(left.previous);
        offer(position);
    }
    for (int32_t i = 0; i != kNone && i < count; i = symbols[i].next)
        ids.push_back(symbols[i].id);
}

} // namespace interweave
