// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/siamese/siamese_model.h"
#include "core/text/tokenizer.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace interweave {

/// Called with the prompt's index for each new token, on the thread that generates. The text may
/// hold the beginning of a stop string that ends the answer later.
using TokenCallback = std::function<void(size_t prompt, const GeneratedToken& token)>;

/// Answers prompts with one branch of a model, all prompts as rows of one batch. Without a
/// tokenizer the texts stay empty. An answer is cut short where the model's positions end. When
/// stopped, what is there is returned as Cancelled. Throws Error{InvalidArgument} for an empty
/// prompt, a prompt longer than the model's positions, or a branch or option that cannot be.
std::vector<Generation> generate(const SiameseModel& model, const Tokenizer* tokenizer,
    const std::vector<std::vector<TokenId>>& prompts, Branch branch, const SamplingOptions& options,
    const TokenCallback& onToken = {}, std::stop_token stop = {});

} // namespace interweave
