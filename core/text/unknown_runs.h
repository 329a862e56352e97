// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/sentencepiece_proto.h"

namespace interweave {

/// Shortens long runs of characters that no piece of a sentencepiece model holds and no rule
/// rewrites. The library joins such a run to one unknown token, in time quadratic in its length;
/// what is left gives the same ids in linear time. Thread-safe.
class UnknownRuns {
public:
    explicit UnknownRuns(const SentencePieceModel& model);

    /// `text` (valid UTF-8) with the middle of every long run taken out.
    std::string shorten(std::string_view text) const;

private:
    bool isUnknown(std::string_view text, size_t at, char32_t codePoint) const;

    bool m_spellsBytes; // then unknown characters become bytes, one by one
    std::vector<bool> m_known; // by code point
    Charsmap m_rules;
};

} // namespace interweave
