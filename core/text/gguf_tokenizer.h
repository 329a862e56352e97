// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"
#include "core/text/tokenizer.h"

namespace interweave {

/// The tokenizer in a GGUF file's metadata (tokenizer.ggml.*): models "gpt2" (byte-level BPE, for
/// the values of tokenizer.ggml.pre that are known here) and "llama" (sentencepiece BPE). Throws
/// Error{CorruptData, Unsupported}; `where` names the file in messages. Format:
/// https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
std::unique_ptr<Tokenizer> readGgufTokenizer(const GgufFile& file, const std::string& where);

} // namespace interweave
