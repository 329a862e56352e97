// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/charsmap.h"
#include "core/text/regex.h"

namespace interweave {

/// One step that rewrites a text (valid UTF-8) before it is cut; a tokenizer has a list of them.
/// Thread-safe. Semantics: https://huggingface.co/docs/tokenizers/api/normalizers
class Normalizer {
public:
    virtual ~Normalizer() = default;
    virtual std::string apply(std::string text) const = 0;
    /// Whether `apply` drops the first character, so that what is left no longer starts the text
    /// (what a Metaspace pre-tokenizer with the scheme "first" asks).
    virtual bool dropsStart(std::string_view) const { return false; }
};

/// The four normalisation forms of Unicode (Standard Annex 15).
enum class UnicodeForm { Nfc, Nfd, Nfkc, Nfkd };

class UnicodeNormalizer : public Normalizer {
public:
    explicit UnicodeNormalizer(UnicodeForm form)
        : m_form(form)
    {
    }
    std::string apply(std::string text) const override;

private:
    UnicodeForm m_form;
};

/// Drops every combining mark (general category M).
class StripAccentsNormalizer : public Normalizer {
public:
    std::string apply(std::string text) const override;
    bool dropsStart(std::string_view text) const override;
};

class LowercaseNormalizer : public Normalizer {
public:
    std::string apply(std::string text) const override;
};

/// The clean-up of sentencepiece's nmt_* rules: control characters go, unusual spaces become
/// spaces.
class NmtNormalizer : public Normalizer {
public:
    std::string apply(std::string text) const override;
    bool dropsStart(std::string_view text) const override;
};

/// Puts a text in front of one that is not empty.
class PrependNormalizer : public Normalizer {
public:
    explicit PrependNormalizer(std::string prefix)
        : m_prefix(std::move(prefix))
    {
    }
    std::string apply(std::string text) const override;

private:
    std::string m_prefix;
};

/// Puts `content` in place of every match.
class ReplaceNormalizer : public Normalizer {
public:
    ReplaceNormalizer(Regex pattern, std::string content)
        : m_pattern(std::move(pattern))
        , m_content(std::move(content))
    {
    }
    std::string apply(std::string text) const override;

private:
    Regex m_pattern;
    std::string m_content;
};

/// Drops white space at the ends.
class StripNormalizer : public Normalizer {
public:
    StripNormalizer(bool left, bool right)
        : m_left(left)
        , m_right(right)
    {
    }
    std::string apply(std::string text) const override;
    bool dropsStart(std::string_view text) const override;

private:
    bool m_left;
    bool m_right;
};

/// The rewriting rules of a sentencepiece model, applied as the Hugging Face tokenizers do: to
/// whole grapheme clusters of at most five bytes, else character by character; the shortest rule
/// that a cluster starts with replaces all of it.
class CharsmapNormalizer : public Normalizer {
public:
    explicit CharsmapNormalizer(Charsmap rules)
        : m_rules(std::move(rules))
    {
    }
    std::string apply(std::string text) const override;

private:
    Charsmap m_rules;
};

/// Writes every byte as a printable character (byte_level.h).
class ByteLevelNormalizer : public Normalizer {
public:
    std::string apply(std::string text) const override;
};

} // namespace interweave
