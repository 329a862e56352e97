// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf_vocabulary.h"

#include <nlohmann/json.hpp>

namespace interweave {

/// The sections of tokenizer.json in which kinds of tokenizers differ.
struct GgufTokenizerParts {
    nlohmann::ordered_json normalizer;
    nlohmann::ordered_json preTokenizer;
    nlohmann::ordered_json decoder;
    nlohmann::ordered_json model;
    /// Tokens that are found in a text before it is cut, whatever it is cut into.
    std::vector<size_t> added;
    bool addsBos = false; // where the file does not say
};

/// Byte-level BPE (tokenizer.ggml.model "gpt2"), cut as tokenizer.ggml.pre says. Throws
/// Error{CorruptData} for merges of unknown pieces, Error{Unsupported} for an unknown
/// pre-tokenizer.
GgufTokenizerParts makeByteLevelParts(const GgufVocabulary& vocabulary);

/// Sentencepiece BPE (tokenizer.ggml.model "llama"): merges are recovered from the pieces and their
/// scores. Throws Error{CorruptData} for scores that do not fit.
GgufTokenizerParts makeSentencePieceParts(const GgufVocabulary& vocabulary);

/// BPE over text as it is, with the merges in the file (tokenizer.ggml.model "gemma4"). Throws
/// Error{CorruptData} for merges of unknown pieces.
GgufTokenizerParts makeGemmaParts(const GgufVocabulary& vocabulary);

/// The merges in the file, each as its two pieces. Throws Error{CorruptData} for unknown pieces.
nlohmann::ordered_json mergesJson(const GgufVocabulary& vocabulary);
/// {token: id} in the order of ids.
nlohmann::ordered_json vocabularyJson(const std::vector<std::string>& tokens);

} // namespace interweave
