// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/utf8.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace interweave {

/// A compiled PCRE2 pattern over UTF-8 with Unicode classes. Thread-safe after construction; a
/// Search is for one thread.
class Regex {
public:
    /// The pattern in the syntax of the Hugging Face tokenizers (Oniguruma, Ruby flavour). What
    /// PCRE2 would read differently is translated; what cannot be is refused with
    /// Error{Unsupported, where}, as is a pattern that does not compile. Characters newer than
    /// PCRE2's Unicode tables count as unassigned.
    static Regex fromOniguruma(std::string_view pattern, const std::string& where);
    /// The text itself, no character of it special.
    static Regex literal(std::string_view text, const std::string& where);
    Regex(Regex&&) noexcept;
    ~Regex();

    /// `text` (valid UTF-8) with `content` in place of every match. Throws as Search::next,
    /// and Error{InvalidArgument} when the result is absurdly long.
    std::string replaceAll(std::string_view text, std::string_view content) const;

    struct Match {
        size_t begin;
        size_t end;
    };

    /// Successive matches in texts; keeps PCRE2's working memory from one to the next.
    class Search {
    public:
        explicit Search(const Regex& regex);
        ~Search();
        Search(const Search&) = delete;
        Search& operator=(const Search&) = delete;

        /// The first match at or after `from`, byte offsets in `text`, which must be valid UTF-8.
        /// Throws Error{InvalidArgument} when the pattern backtracks beyond the match limit on this
        /// text.
        std::optional<Match> next(std::string_view text, size_t from);

        /// Calls visit(match) for every match in `text`, as Oniguruma's iterator finds them: an
        /// empty one only where no match ends.
        template <typename Visit>
        void each(std::string_view text, Visit visit)
        {
            std::optional<size_t> lastEnd;
            for (size_t from = 0; from <= text.size();) {
                const auto match = next(text, from);
                if (!match)
                    return;
                if (match->begin == match->end && lastEnd == match->end) {
                    from += from < text.size() ? utf8At(text, from).length : 1;
                    continue;
                }
                visit(*match);
                lastEnd = from = match->end;
            }
        }

    private:
        struct State;
        std::unique_ptr<State> m_state;
    };

private:
    struct Impl;
    Regex(std::string_view pattern, bool isLiteral, const std::string& where);
    std::unique_ptr<const Impl> m_impl;
};

} // namespace interweave
