// SPDX-License-Identifier: Apache-2.0
#include "core/text/added_tokens.h"

#include "core/text/utf8.h"

namespace interweave {

namespace {

uint64_t edge(uint64_t node, char byte)
{
    return (node << 8) | static_cast<uint8_t>(byte);
}

/// Where the last character of text[0, end) starts; end > 0.
size_t previousCharacter(std::string_view text, size_t end)
{
    size_t begin = end - 1;
    while (begin > 0 && (static_cast<uint8_t>(text[begin]) & 0xC0) == 0x80)
        --begin;
    return begin;
}

} // namespace

AddedTokenFinder::AddedTokenFinder(std::vector<AddedToken> tokens)
    : m_tokens(std::move(tokens))
{
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        const std::string& content = m_tokens[i].content;
        if (content.empty())
            continue;
        m_startsToken[static_cast<uint8_t>(content[0])] = true;
        uint64_t node = 0;
        for (const char byte : content) {
            const uint64_t* child = m_children.find(edge(node, byte));
            if (child) {
                node = *child;
                continue;
            }
            m_children.set(edge(node, byte), m_ends.size());
            node = m_ends.size();
            m_ends.push_back(-1);
        }
        m_ends[node] = static_cast<int32_t>(i);
    }
}

const AddedToken* AddedTokenFinder::longestAt(std::string_view text, size_t position) const
{
    int32_t longest = -1;
    uint64_t node = 0;
    for (size_t i = position; i < text.size(); ++i) {
        const uint64_t* child = m_children.find(edge(node, text[i]));
        if (!child)
            break;
        node = *child;
        if (m_ends[node] >= 0)
            longest = m_ends[node];
    }
    return longest >= 0 ? &m_tokens[longest] : nullptr;
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
        const AddedToken* token
            = m_startsToken[static_cast<uint8_t>(text[i])] ? longestAt(text, i) : nullptr;
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
