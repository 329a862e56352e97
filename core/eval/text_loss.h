// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/branch_memories.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace interweave {

struct TextLossOptions {
    int64_t querySpan = 16; // interwoven: leading tokens that count as the query, at least 1
    int64_t headChunk = 0; // positions whose logits are in memory at a time; 0: 2²³ ÷ vocabulary
    bool fromBase = false; // also how far each other branch is from the base
    std::vector<int64_t> prompts{}; // leading tokens of each row that are given, at least 1; empty:
                                    // free text
};

/// Of one text.
struct TextLoss {
    double crossEntropy = 0.0;
    std::optional<double> klFromBase{}; // with fromBase, of tuned and interwoven
    std::optional<double> agreement{};
};

/// Mean next-token cross-entropy of each row, in nats: −1/(n−1) · Σ_{t=1}^{n−1} log p(x_t | x_0 …
/// x_{t−1}), the logarithm taken in fp32 over the whole vocabulary; 0 for a row of one token. The
/// mean over a set of texts weighs each by n − 1. One base and one tuned pass serve all branches.
///
/// With fromBase, also, at the same n − 1 positions, the mean of KL(base‖branch) = Σ_v p_v·(log p_v
/// − log q_v), p the base's distribution and q the branch's, in nats and fp32, and the share of
/// positions where both have the same likeliest token; 0 and 1 for a row of one token.
///
/// Free text has no prompt, so the query of the interwoven branch is our own definition: the first
/// s = min(querySpan, n−1) tokens. At position t < s the query mean is the running mean over
/// positions 0 … t, from s on the fixed mean over 0 … s−1: no position sees a later token, and all
/// branches predict the very same tokens.
///
/// With prompts of P tokens only what follows them is predicted, x_P … x_{n−1}, and the prompt is
/// the query, as in training and answering.
///
/// Records no graph. Throws Error{InvalidArgument} for a branch that the model has not.
std::map<Branch, std::vector<TextLoss>> textLoss(const SiameseModel& model, const TokenBatch& batch,
    const Branches& branches, const TextLossOptions& options = {});

} // namespace interweave
