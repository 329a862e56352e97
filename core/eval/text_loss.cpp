// SPDX-License-Identifier: Apache-2.0
#include "core/eval/text_loss.h"

#include "core/eval/token_likelihood.h"
#include "core/siamese/text_query.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace interweave {

namespace {

/// Of each row: the tokens that count as its query.
std::vector<int64_t> querySpans(const std::vector<int64_t>& lengths, int64_t querySpan)
{
    std::vector<int64_t> spans;
    for (const int64_t length : lengths)
        spans.push_back(std::clamp<int64_t>(querySpan, 1, std::max<int64_t>(length - 1, 1)));
    return spans;
}

/// All positions of a batch but each row's last: those that predict a token.
at::Tensor predictingPositions(const std::vector<int64_t>& lengths)
{
    std::vector<int64_t> positions;
    int64_t first = 0;
    for (const int64_t length : lengths) {
        for (int64_t t = 0; t + 1 < length; ++t)
            positions.push_back(first + t);
        first += length;
    }
    return at::tensor(positions, at::kLong);
}

/// −mean of each row's log-likelihoods; `lengths` of the rows with their first token.
std::vector<double> meanLosses(
    const at::Tensor& logLikelihoods, const std::vector<int64_t>& lengths)
{
    std::vector<double> means;
    int64_t first = 0;
    for (const int64_t length : lengths) {
        const int64_t predicted = length - 1;
        means.push_back(predicted > 0
                ? -logLikelihoods.narrow(0, first, predicted).mean().item<double>()
                : 0.0);
        first += predicted;
    }
    return means;
}

} // namespace

std::map<Branch, std::vector<double>> textLoss(const SiameseModel& model, const TokenBatch& batch,
    const Branches& branches, const TextLossOptions& options)
{
    const at::NoGradGuard noGraph;
    const at::Tensor positions = predictingPositions(batch.lengths);
    const at::Tensor targets
        = batch.ids.index_select(0, (positions + 1).to(batch.ids.device())).unsqueeze(1);
    const std::vector<int64_t> spans = querySpans(batch.lengths, options.querySpan);
    Memories memories = forwardMemories(model, batch, branches, textQueries(spans));
    if (branches.contains(Branch::Interwoven)) {
        memories.queryBase = causalQueryMeans(memories.base, batch.lengths, spans);
        memories.queryTuned = causalQueryMeans(memories.tuned, batch.lengths, spans);
    }

    std::map<Branch, std::vector<double>> losses;
    for (const Branch branch : branches) {
        const at::Tensor voice = voiceOf(model, branch, memories);
        losses[branch] = meanLosses(
            tokenLogLikelihoods(*model.decoder, voice.index_select(0, positions.to(voice.device())),
                targets, options.headChunk),
            batch.lengths);
    }
    return losses;
}

} // namespace interweave
