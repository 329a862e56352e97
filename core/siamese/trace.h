// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"
#include "core/siamese/siamese_model.h"
#include "core/text/tokenizer.h"

#include <span>
#include <stop_token>

namespace interweave {

/// How a model with adapter and gate comes to `answer` after `prompt`, token by token, by teacher
/// forcing in one forward pass: the answer may be generated or given. topK candidates of each voice
/// are kept. Without a tokenizer texts are empty. Throws Error{InvalidArgument} when prompt or
/// answer is empty or the model is not interwoven, Error{Cancelled}.
Trace traceAnswer(const SiameseModel& model, const Tokenizer* tokenizer,
    std::span<const TokenId> prompt, std::span<const TokenId> answer, int64_t topK = 10,
    std::stop_token stop = {});

} // namespace interweave
