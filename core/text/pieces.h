// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// A text cut into pieces, in order; text between pieces is dropped. What normalizers and
/// pre-tokenizers work on.
struct Pieces {
    struct Span {
        size_t begin;
        size_t end;
    };

    std::string text; // valid UTF-8, cut only between characters
    std::vector<Span> spans;
    bool startsText = true; // the first piece begins where the text given to `encode` does

    std::string_view at(Span span) const
    {
        return std::string_view(text).substr(span.begin, span.end - span.begin);
    }

    explicit Pieces(std::string whole, bool atStart = true)
        : text(std::move(whole))
        , spans(1, {0, text.size()})
        , startsText(atStart)
    {
    }
};

} // namespace interweave
