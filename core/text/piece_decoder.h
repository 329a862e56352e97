// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/regex.h"

#include <string>
#include <vector>

namespace interweave {

/// One step from vocabulary pieces back to text; a tokenizer has a list of them. Thread-safe.
/// Semantics: https://huggingface.co/docs/tokenizers/api/decoders
class PieceDecoder {
public:
    virtual ~PieceDecoder() = default;
    virtual void apply(std::vector<std::string>& pieces) const = 0;
};

/// Undoes ByteLevelStep.
class ByteLevelDecoder : public PieceDecoder {
public:
    void apply(std::vector<std::string>& pieces) const override;
};

/// Undoes MetaspaceStep: `mark` becomes a space, or nothing in the first piece when `dropsFirst`.
class MetaspaceDecoder : public PieceDecoder {
public:
    MetaspaceDecoder(std::string mark, bool dropsFirst)
        : m_mark(std::move(mark))
        , m_dropsFirst(dropsFirst)
    {
    }
    void apply(std::vector<std::string>& pieces) const override;

private:
    std::string m_mark;
    bool m_dropsFirst;
};

/// Puts `content` in place of every match in a piece.
class ReplaceDecoder : public PieceDecoder {
public:
    ReplaceDecoder(Regex pattern, std::string content)
        : m_pattern(std::move(pattern))
        , m_content(std::move(content))
    {
    }
    void apply(std::vector<std::string>& pieces) const override;

private:
    Regex m_pattern;
    std::string m_content;
};

/// Joins runs of the pieces <0x00> … <0xFF> to the text they spell. As in sentencepiece, each byte
/// that belongs to no character is one U+FFFD, except at the end, where a character may be
/// incomplete (the Hugging Face tokenizers give up the whole run, which no stream could know in
/// time).
class ByteFallbackDecoder : public PieceDecoder {
public:
    void apply(std::vector<std::string>& pieces) const override;
};

/// Joins all pieces to one.
class FuseDecoder : public PieceDecoder {
public:
    void apply(std::vector<std::string>& pieces) const override;
};

/// Drops up to `start` of `content`, one character, from the start of every piece and up to `stop`
/// from its end.
class StripDecoder : public PieceDecoder {
public:
    StripDecoder(std::string content, int64_t start, int64_t stop)
        : m_content(std::move(content))
        , m_start(start)
        , m_stop(stop)
    {
    }
    void apply(std::vector<std::string>& pieces) const override;

private:
    std::string m_content;
    int64_t m_start;
    int64_t m_stop;
};

} // namespace interweave
