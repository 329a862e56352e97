// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/byte_trie.h"
#include "core/text/tokenizer.h"

namespace interweave {

/// A token that is found in the text itself, before it is cut into words.
struct AddedToken {
    std::string content;
    TokenId id = 0;
    bool special = false; // not text: left out on decoding, not found in untrusted text
    bool singleWord = false; // only where no word character touches it
    bool stripLeft = false; // takes the white space before it along
    bool stripRight = false;
    bool normalized = false; // looked for after normalisation instead of before
};

/// Finds added tokens in a text, leftmost first and the longest of several that start there.
/// Thread-safe after construction.
class AddedTokenFinder {
public:
    /// Tokens with empty content are ignored.
    explicit AddedTokenFinder(std::vector<AddedToken> tokens);

    struct Part {
        std::string_view text;
        std::optional<TokenId> token; // none: ordinary text
    };
    /// Appends `text` (valid UTF-8) cut at the added tokens; no part is empty. Special ones are
    /// text unless `special`.
    void cut(std::string_view text, bool special, std::vector<Part>& parts) const;

private:
    struct Hit {
        const AddedToken* token;
        size_t begin;
        size_t end;
    };
    const AddedToken* longestAt(std::string_view text, size_t position) const;
    bool widen(std::string_view text, size_t from, Hit& hit) const;

    std::vector<AddedToken> m_tokens;
    ByteTrie m_trie; // of their contents; the numbers are positions in m_tokens
};

} // namespace interweave
