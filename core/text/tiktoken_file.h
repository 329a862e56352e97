// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/rank_tokenizer.h"

namespace interweave {

/// Whether `bytes` look like a tiktoken rank file: lines of a token in base64, a space and its
/// rank. (A sentencepiece model is a protocol buffer whose first byte is a line feed.)
bool isTiktokenFile(std::string_view bytes);

/// The tokenizer of a tiktoken rank file. The file holds neither the pattern that cuts words nor
/// the special tokens; both are known here for Llama 3 (128,000 ranks) and Llama 4 (200,000).
/// Throws Error{CorruptData, where}; Error{Unsupported, where} for another number of ranks.
std::unique_ptr<Tokenizer> makeTiktokenTokenizer(
    std::string_view bytes, const TokenizerConfig& config, const std::string& where);

} // namespace interweave
