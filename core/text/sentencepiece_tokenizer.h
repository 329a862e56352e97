// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/tokenizer_config.h"

namespace interweave {

struct SentencePieceOptions {
    std::optional<TokenId> bos = {}; // else the model's own
    std::optional<TokenId> eos = {};
    bool addBos = true; // as transformers does for Llama
    bool addEos = false;
};

/// A sentencepiece model (tokenizer.model), encoded by the sentencepiece library.
/// EncodeOptions::addSpecial puts bos in front unless tokenizer_config.json says add_bos_token:
/// false. Control pieces written in a text ("</s>") are recognised on request; the texts between
/// them are encoded each by itself, with its own leading space. Throws Error{NotFound, CorruptData}
/// naming the file.
std::unique_ptr<Tokenizer> readSentencePiece(
    const std::filesystem::path& path, const TokenizerConfig& config);

/// The same from a model in memory; `where` names it in messages.
std::unique_ptr<Tokenizer> makeSentencePieceTokenizer(
    std::string_view model, const SentencePieceOptions& options, const std::string& where);

} // namespace interweave
