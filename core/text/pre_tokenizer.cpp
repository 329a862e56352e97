// SPDX-License-Identifier: Apache-2.0
#include "core/text/pre_tokenizer.h"

#include "core/text/byte_level.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr std::string_view kGpt2Regex
    = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

/// A stretch of text that the pattern matched, or that lies between two matches.
struct Stretch {
    Pieces::Span span;
    bool matched;
};

/// Joins neighbours as `behavior` says; `stretches` in the order in which they are joined.
template <typename Extend>
void mergeStretches(std::vector<Stretch>& stretches, SplitBehavior behavior, Extend extend)
{
    std::vector<Stretch> merged;
    bool previousMatched = false;
    for (const Stretch& stretch : stretches) {
        const bool join = behavior == SplitBehavior::Contiguous
            ? stretch.matched == previousMatched
            : stretch.matched && !previousMatched;
        if (join && !merged.empty())
            extend(merged.back().span, stretch.span);
        else
            merged.push_back(stretch);
        previousMatched = stretch.matched;
    }
    stretches = std::move(merged);
}

void applyBehavior(std::vector<Stretch>& stretches, SplitBehavior behavior)
{
    switch (behavior) {
    case SplitBehavior::Isolated: break;
    case SplitBehavior::Removed:
        std::erase_if(stretches, [](const Stretch& s) { return s.matched; });
        break;
    case SplitBehavior::Contiguous:
    case SplitBehavior::MergedWithPrevious:
        mergeStretches(stretches, behavior, [](Pieces::Span& a, Pieces::Span b) { a.end = b.end; });
        break;
    case SplitBehavior::MergedWithNext:
        std::reverse(stretches.begin(), stretches.end());
        mergeStretches(
            stretches, behavior, [](Pieces::Span& a, Pieces::Span b) { a.begin = b.begin; });
        std::reverse(stretches.begin(), stretches.end());
        break;
    }
}

/// The whole of `text` as stretches, offsets from `base`.
void findStretches(Regex::Search& search, std::string_view text, size_t base, bool inverted,
    std::vector<Stretch>& stretches)
{
    size_t previous = 0; // end of the last match
    search.each(text, [&](Regex::Match match) {
        if (previous < match.begin)
            stretches.push_back({{base + previous, base + match.begin}, inverted});
        stretches.push_back({{base + match.begin, base + match.end}, !inverted});
        previous = match.end;
    });
    if (previous < text.size())
        stretches.push_back({{base + previous, base + text.size()}, inverted});
}

} // namespace

SplitStep::SplitStep(Regex regex, SplitBehavior behavior, bool inverted)
    : m_regex(std::move(regex))
    , m_behavior(behavior)
    , m_inverted(inverted)
{
}

void SplitStep::apply(Pieces& pieces) const
{
    Regex::Search search(m_regex);
    std::vector<Pieces::Span> spans;
    std::vector<Stretch> stretches;
    for (const Pieces::Span span : pieces.spans) {
        stretches.clear();
        findStretches(search, pieces.at(span), span.begin, m_inverted, stretches);
        applyBehavior(stretches, m_behavior);
        for (const Stretch& stretch : stretches)
            if (stretch.span.begin < stretch.span.end)
                spans.push_back(stretch.span);
    }
    pieces.startsText
        = pieces.startsText && !spans.empty() && spans.front().begin == pieces.spans.front().begin;
    pieces.spans = std::move(spans);
}

void DigitsStep::apply(Pieces& pieces) const
{
    std::vector<Pieces::Span> spans;
    for (const Pieces::Span span : pieces.spans) {
        size_t begin = span.begin;
        bool wasNumeric = false;
        for (size_t i = span.begin; i < span.end;) {
            const Utf8Step step = utf8At(pieces.text, i);
            const bool numeric = isNumeric(step.codePoint);
            if (i > begin && (numeric != wasNumeric || (numeric && m_individual))) {
                spans.push_back({begin, i});
                begin = i;
            }
            wasNumeric = numeric;
            i += step.length;
        }
        if (begin < span.end)
            spans.push_back({begin, span.end});
    }
    pieces.spans = std::move(spans);
}

ByteLevelStep::ByteLevelStep(ByteLevelOptions options)
    : m_addPrefixSpace(options.addPrefixSpace)
{
    if (options.splitWords)
        m_split.emplace(Regex::fromOniguruma(kGpt2Regex, "ByteLevel"), SplitBehavior::Isolated);
}

void ByteLevelStep::apply(Pieces& pieces) const
{
    if (m_addPrefixSpace) {
        std::string spaced;
        for (Pieces::Span& span : pieces.spans) {
            const std::string_view piece = pieces.at(span);
            const size_t begin = spaced.size();
            spaced += piece.starts_with(' ') ? "" : " ";
            spaced += piece;
            span = {begin, spaced.size()};
        }
        pieces.text = std::move(spaced);
    }
    if (m_split)
        m_split->apply(pieces);

    std::string spelled;
    spelled.reserve(pieces.text.size() + pieces.text.size() / 4);
    for (Pieces::Span& span : pieces.spans) {
        const size_t begin = spelled.size();
        appendByteSpelling(spelled, pieces.at(span));
        span = {begin, spelled.size()};
    }
    pieces.text = std::move(spelled);
}

void MetaspaceStep::apply(Pieces& pieces) const
{
    const std::string& mark = m_options.replacement;
    std::string marked;
    marked.reserve(pieces.text.size() + pieces.text.size() / 2);
    std::vector<Pieces::Span> spans;
    for (const Pieces::Span& span : pieces.spans) {
        const std::string_view piece = pieces.at(span);
        const bool isFirst = pieces.startsText && &span == pieces.spans.data();
        const bool prepends = m_options.prepend == PrependScheme::Always
            || (m_options.prepend == PrependScheme::First && isFirst);
        size_t begin = marked.size();
        if (prepends && !piece.starts_with(' ') && !piece.starts_with(mark))
            marked += mark;
        for (size_t i = 0; i < piece.size();) {
            const size_t length = utf8At(piece, i).length;
            const bool isMark = piece[i] == ' ' || piece.substr(i, length) == mark;
            if (isMark && m_options.split && begin < marked.size()) {
                spans.push_back({begin, marked.size()});
                begin = marked.size();
            }
            marked += isMark ? std::string_view(mark) : piece.substr(i, length);
            i += length;
        }
        spans.push_back({begin, marked.size()});
    }
    pieces.text = std::move(marked);
    pieces.spans = std::move(spans);
}

} // namespace interweave
