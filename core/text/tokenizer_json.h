// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/tokenizer_config.h"

namespace interweave {

/// The tokenizer that a tokenizer.json of the Hugging Face tokenizers describes. `truncation` and
/// `padding` are not applied: they are the caller's business. `config` gives the ids of the special
/// tokens, and what is added around a text where it says so; `where` names the file in messages.
/// Throws Error{CorruptData, Unsupported} naming the file and the key. Format:
/// https://github.com/huggingface/tokenizers (no written specification)
std::unique_ptr<Tokenizer> makeTokenizer(
    const nlohmann::json& document, const TokenizerConfig& config, const std::string& where);

} // namespace interweave
