// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"
#include "core/text/tokenizer.h"

namespace interweave {

/// The sentencepiece BPE tokenizer in a GGUF file's metadata (tokenizer.ggml.model "llama"): its
/// pieces, scores and types, given back to the sentencepiece library. bos is added unless the file
/// says otherwise. Throws Error{CorruptData}; `where` names the file in messages. Format:
/// https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
std::unique_ptr<Tokenizer> readGgufSentencePiece(const GgufFile& file, const std::string& where);

} // namespace interweave
