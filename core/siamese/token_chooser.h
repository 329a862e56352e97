// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/answer_writer.h"
#include "core/siamese/branch_decoder.h"
#include "core/siamese/sampling.h"

#include <cstdint>
#include <span>
#include <vector>

namespace interweave {

/// The next token of each answer, chosen on the model's device where that is possible, with one
/// wait for it. The tokens come without their texts.
class TokenChooser {
public:
    /// Throws Error{InvalidArgument} for options out of range.
    explicit TokenChooser(const SamplingOptions& options);

    /// rows: the step's answers, in its order.
    std::vector<GeneratedToken> choose(
        const Decoder& decoder, const BranchDecoder::Step& step, std::span<const AnswerRow> rows);

private:
    std::vector<GeneratedToken> largest(
        const at::Tensor& logits, const at::Tensor& baseShare) const;
    std::vector<GeneratedToken> drawn(
        const at::Tensor& logits, const at::Tensor& baseShare, std::span<const AnswerRow> rows);

    Sampler m_sampler;
    uint64_t m_seed;
};

} // namespace interweave
