// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"

#include <nlohmann/json.hpp>
#include <string>

namespace interweave {

/// tokenizer.json of the tokenizer in a GGUF file's metadata, as the library `tokenizers` reads it:
/// byte-level BPE (tokenizer.ggml.model "gpt2") or sentencepiece BPE ("llama"). Throws
/// Error{CorruptData, where} for arrays that do not fit together, merges of unknown pieces or ids
/// out of range; Error{Unsupported, where} for another kind of tokenizer or a pre-tokenizer
/// (tokenizer.ggml.pre) not known here.
nlohmann::ordered_json makeGgufTokenizer(const GgufFile& file, const std::string& where);

/// tokenizer_config.json: the special tokens by name, and the chat template as it is. Throws the
/// same.
nlohmann::ordered_json makeGgufTokenizerConfig(const GgufFile& file, const std::string& where);

} // namespace interweave
