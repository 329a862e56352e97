// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/compare.h"
#include "core/siamese/generation.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace interweave {

/// Answers one prompt with base, tuned and interwoven together, token by token in that order, with
/// the same options and seed. The model needs adapter and gate. Throws as generate does; when
/// stopped, the answers not finished are Cancelled.
Comparison compareBranches(const SiameseModel& model, const Tokenizer* tokenizer,
    const std::vector<TokenId>& prompt, const SamplingOptions& options,
    const std::function<void(Branch, const GeneratedToken&)>& onToken = {},
    std::stop_token stop = {});

} // namespace interweave
