// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/token_chooser.h"

#include "core/support/random.h"

#include <ATen/ATen.h>

namespace interweave {

TokenChooser::TokenChooser(const SamplingOptions& options)
    : m_sampler(options)
    , m_seed(options.seed)
{
}

std::vector<GeneratedToken> TokenChooser::choose(
    const Decoder& decoder, const BranchDecoder::Step& step, std::span<const AnswerRow> rows)
{
    const at::Tensor logits = decoder.logits(step.hidden).to(at::kFloat);
    return m_sampler.takesLargest() ? largest(logits, step.baseShare)
                                    : drawn(logits, step.baseShare, rows);
}

std::vector<GeneratedToken> TokenChooser::largest(
    const at::Tensor& logits, const at::Tensor& baseShare) const
{
    const auto [values, ids] = at::max(logits, 1);
    const at::Tensor logprobs = values - at::logsumexp(logits, 1);
    // A vocabulary index is exact in fp64.
    const at::Tensor table
        = at::stack({ids.to(at::kDouble), logprobs.to(at::kDouble), baseShare.to(at::kDouble)}, 1)
              .to(at::kCPU);
    const auto* entry = table.const_data_ptr<double>();
    std::vector<GeneratedToken> tokens;
    for (int64_t row = 0; row < table.size(0); ++row, entry += 3)
        tokens.push_back({static_cast<TokenId>(entry[0]), {}, entry[1], entry[2]});
    return tokens;
}

std::vector<GeneratedToken> TokenChooser::drawn(
    const at::Tensor& logits, const at::Tensor& baseShare, std::span<const AnswerRow> rows)
{
    const at::Tensor table = logits.to(at::kCPU).contiguous();
    const at::Tensor shares = baseShare.to(at::kCPU);
    const auto vocabulary = static_cast<size_t>(table.size(1));
    std::vector<GeneratedToken> tokens;
    for (size_t i = 0; i < rows.size(); ++i) {
        // A pure function of seed, prompt and place: no matter which answers have ended, and the
        // same for every branch.
        const uint64_t draw = deriveSeed(m_seed, {rows[i].prompt, rows[i].answer.ids.size()});
        const auto [id, logprob]
            = m_sampler.choose({table.const_data_ptr<float>() + i * vocabulary, vocabulary},
                rows[i].history, Random(draw).uniform());
        tokens.push_back({id, {}, logprob, static_cast<double>(shares.const_data_ptr<float>()[i])});
    }
    return tokens;
}

} // namespace interweave
