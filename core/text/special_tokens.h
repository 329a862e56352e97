// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/pipeline_tokenizer.h"
#include "core/text/tokenizer_config.h"

namespace interweave {

/// Gives `parts` the bos and eos that tokenizer_config.json names. As in transformers,
/// add_bos_token or add_eos_token there replaces what is put around a text. Throws
/// Error{CorruptData, where} for a token that is not in the vocabulary.
void applySpecialTokens(
    const TokenizerConfig& config, PipelineParts& parts, const std::string& where);

} // namespace interweave
