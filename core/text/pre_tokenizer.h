// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/pieces.h"
#include "core/text/regex.h"

#include <optional>

namespace interweave {

/// One step that cuts pieces into smaller ones (and may rewrite them); a tokenizer has a list of
/// them. Empty pieces are dropped. Thread-safe. Semantics:
/// https://huggingface.co/docs/tokenizers/api/pre-tokenizers
class PreTokenizer {
public:
    virtual ~PreTokenizer() = default;
    virtual void apply(Pieces& pieces) const = 0;
};

/// What becomes of the text that a Split pattern matches.
enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// Cuts at every match of a pattern; inverted, the pattern describes what lies between the cuts.
class SplitStep : public PreTokenizer {
public:
    SplitStep(Regex regex, SplitBehavior behavior, bool inverted = false);
    void apply(Pieces& pieces) const override;

private:
    Regex m_regex;
    SplitBehavior m_behavior;
    bool m_inverted;
};

/// Separates numbers from the rest, each digit by itself or whole runs.
class DigitsStep : public PreTokenizer {
public:
    explicit DigitsStep(bool individual)
        : m_individual(individual)
    {
    }
    void apply(Pieces& pieces) const override;

private:
    bool m_individual;
};

struct ByteLevelOptions {
    bool addPrefixSpace = true; // a space before every piece that does not start with one
    bool splitWords = true; // cut with GPT-2's regex first
};

/// Writes every byte as a printable character (byte_level.h).
class ByteLevelStep : public PreTokenizer {
public:
    explicit ByteLevelStep(ByteLevelOptions options);
    void apply(Pieces& pieces) const override;

private:
    bool m_addPrefixSpace;
    std::optional<SplitStep> m_split;
};

enum class PrependScheme { Always, First, Never };

struct MetaspaceOptions {
    std::string replacement = "▁"; // one character
    PrependScheme prepend = PrependScheme::Always;
    bool split = true; // cut before every replacement
};

/// Writes spaces as another character, and one in front of every piece, or of the first of the
/// whole text, that does not start with it.
class MetaspaceStep : public PreTokenizer {
public:
    explicit MetaspaceStep(MetaspaceOptions options)
        : m_options(std::move(options))
    {
    }
    void apply(Pieces& pieces) const override;

private:
    MetaspaceOptions m_options;
};

} // namespace interweave
