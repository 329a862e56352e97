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

    std::string_view at(Span span) const
    {
        return std::string_view(text).substr(span.begin, span.end - span.begin);
    }

    void assign(std::string whole)
    {
        text = std::move(whole);
        spans.assign(1, {0, text.size()});
    }
};

} // namespace interweave
