// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/json_field.h"
#include "core/text/pipeline_tokenizer.h"

namespace interweave {

/// The section "model" of a tokenizer.json, BPE or Unigram: fills the vocabulary and the model of
/// `parts`. Throws Error{CorruptData, Unsupported} naming the key.
void readWordModel(const JsonField& section, PipelineParts& parts);

} // namespace interweave
