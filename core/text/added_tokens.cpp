// SPDX-License-Identifier: Apache-2.0
#include "core/text/added_tokens.h"

#include "core/text/utf8.h"

namespace interweave {

AddedTokenFinder::AddedTokenFinder(std::vector<AddedToken> tokens)
    : m_tokens(std::move(tokens))
{
    for (size_t i = 0; i < m_tokens.size(); ++i)
        m_trie.add(m_tokens[i].content, static_cast<uint32_t>(i));
}

const AddedToken* AddedTokenFinder::longestAt(std::string_view text, size_t position) const
{
    const AddedToken* longest = nullptr;
    m_trie.search(text, position, [&](size_t, uint32_t index) { longest = &m_tokens[index]; });
    return longest;
}

/// Applies the token's own rules; false when it does not count here. `from` is the end of the hit
/// before.
bool AddedTokenFinder::widen(std::string_view text, size_t from, Hit& hit) const
{
    if (hit.token->singleWord) {
        const bool wordBefore = hit.begin > 0
            && isWordCharacter(utf8At(text, previousCharacter(text, hit.begin)).codePoint);
        const bool wordAfter
            = hit.end < text.size() && isWordCharacter(utf8At(text, hit.end).codePoint);
        if (wordBefore || wordAfter)
            return false;
    }
    while (hit.token->stripLeft && hit.begin > from) {
        const size_t previous = previousCharacter(text, hit.begin);
        if (!isWhiteSpace(utf8At(text, previous).codePoint))
            break;
        hit.begin = previous;
    }
    while (hit.token->stripRight && hit.end < text.size()) {
        const Utf8Step next = utf8At(text, hit.end);
        if (!isWhiteSpace(next.codePoint))
            break;
        hit.end += next.length;
    }
    return true;
}

void AddedTokenFinder::cut(std::string_view text, bool special, std::vector<Part>& parts) const
{
    size_t done = 0; // what lies before is in `parts`
    for (size_t i = 0; i < text.size();) {
        const AddedToken* token = longestAt(text, i);
        if (!token) {
            ++i;
            continue;
        }
        Hit hit{token, i, i + token->content.size()};
        i = hit.end;
        if ((token->special && !special) || !widen(text, done, hit))
            continue;
        if (done < hit.begin)
            parts.push_back({text.substr(done, hit.begin - done), std::nullopt});
        parts.push_back({text.substr(hit.begin, hit.end - hit.begin), token->id});
        done = hit.end;
        i = std::max(i, hit.end);
    }
    if (done < text.size())
        parts.push_back({text.substr(done), std::nullopt});
}

} // namespace interweave
