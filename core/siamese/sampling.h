// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace interweave {

/// Chooses tokens from logits as transformers does: repetition penalty, temperature, top-k, top-p,
/// then a draw. Keeps its working memory from token to token; one object for each thread.
class Sampler {
public:
    /// Throws Error{InvalidArgument} for options out of range.
    explicit Sampler(const SamplingOptions& options);

    struct Choice {
        int32_t id = 0;
        double logprob = 0.0; // under the logits as they came
    };
    /// logits: [vocabulary]. history: the row's tokens so far, prompt included. uniform: the draw,
    /// in [0, 1).
    Choice choose(std::span<const float> logits, std::span<const int32_t> history, double uniform);

    /// Whether the choice is nothing but the largest logit.
    bool takesLargest() const
    {
        return m_options.temperature == 0.0 && m_options.repetitionPenalty == 1.0;
    }

private:
    struct Candidate {
        float score;
        int32_t id;
    };
    void limit();
    int32_t draw(double uniform) const;

    SamplingOptions m_options;
    std::vector<float> m_scores;
    std::vector<Candidate> m_candidates;
};

} // namespace interweave
