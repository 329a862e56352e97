// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"

namespace interweave {

struct SentencePieceOptions {
    std::optional<TokenId> bos = {}; // else the model's own
    std::optional<TokenId> eos = {};
    bool addBos = true; // as transformers does for Llama
    bool addEos = false;
};

/// A sentencepiece model (the bytes of a tokenizer.model), encoded by the sentencepiece library.
/// Control pieces written in a text ("</s>") are recognised on request; the texts between them are
/// encoded each by itself, with its own leading space. Throws Error{CorruptData, where}.
std::unique_ptr<Tokenizer> makeSentencePieceTokenizer(
    std::string_view model, const SentencePieceOptions& options, const std::string& where);

} // namespace interweave
