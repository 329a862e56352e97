// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/rank_tokenizer.h"

#include <nlohmann/json_fwd.hpp>

namespace interweave {

/// Whether a JSON document is a tekken.json: the rank files of Mistral, which hold their pattern.
bool isTekken(const nlohmann::json& document);

/// The tokenizer of a tekken.json. Special tokens come first, ranks behind them, both cut to the
/// sizes that its "config" gives; special tokens without a name are called <SPECIAL_n>. Throws
/// Error{CorruptData} naming the file and the key. Source: the package mistral-common 1.13.1
/// (tokens/tokenizers/tekken.py)
std::unique_ptr<Tokenizer> makeTekkenTokenizer(
    const nlohmann::json& document, const TokenizerConfig& config, const std::string& where);

} // namespace interweave
