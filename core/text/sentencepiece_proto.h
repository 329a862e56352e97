// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/charsmap.h"

namespace interweave {

/// What is needed of a sentencepiece model file, a protocol buffer.
/// Source: https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto
struct SentencePieceModel {
    enum Type { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };
    enum class Algorithm { Unigram = 1, Bpe = 2, Word = 3, Char = 4 };

    struct Piece {
        std::string text;
        float score = 0;
        int type = Normal;
    };
    std::vector<Piece> pieces;
    Algorithm algorithm = Algorithm::Bpe;
    bool addDummyPrefix = true;
    bool byteFallback = false; // unknown characters are spelled by the pieces of type Byte
    Charsmap rules; // that rewrite a text first
};

/// Reads and checks a model, so that no damaged one reaches the sentencepiece library, which trusts
/// its rewriting table. Throws Error{CorruptData, where}.
SentencePieceModel parseSentencePieceModel(std::string_view bytes, const std::string& where);

/// A model file of `model`, without its rewriting rules: text is taken as it is, unknown characters
/// are spelled in bytes where the model has byte pieces.
std::string serialize(const SentencePieceModel& model);

} // namespace interweave
