// SPDX-License-Identifier: Apache-2.0
#include "core/eval/text_loss.h"

#include "core/eval/token_likelihood.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace interweave {

namespace {

/// The query mean that each token of one memory sees, fp32 [tokens, hidden]: running over a row's
/// first `spans[row]` tokens, fixed after them.
at::Tensor causalQueryMeans(const at::Tensor& memory, const std::vector<int64_t>& lengths,
    const std::vector<int64_t>& spans)
{
    std::vector<at::Tensor> means;
    int64_t first = 0;
    for (size_t row = 0; row < lengths.size(); ++row) {
        const at::Tensor query = memory.narrow(0, first, spans[row]).to(at::kFloat);
        const at::Tensor counts = at::arange(1, spans[row] + 1, query.options()).unsqueeze(1);
        means.push_back(query.cumsum(0).div_(counts)); // [span, hidden]
        const at::Tensor whole = means.back().narrow(0, spans[row] - 1, 1);
        means.push_back(whole.expand({lengths[row] - spans[row], whole.size(1)}));
        first += lengths[row];
    }
    return at::cat(means);
}

void addQueryMeans(Memories& memories, const std::vector<int64_t>& lengths, int64_t querySpan)
{
    std::vector<int64_t> spans;
    for (const int64_t length : lengths)
        spans.push_back(std::clamp<int64_t>(querySpan, 1, std::max<int64_t>(length - 1, 1)));
    memories.queryBase = causalQueryMeans(memories.base, lengths, spans);
    memories.queryTuned = causalQueryMeans(memories.tuned, lengths, spans);
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
    Memories memories = forwardMemories(model, batch, branches);
    if (branches.contains(Branch::Interwoven))
        addQueryMeans(memories, batch.lengths, options.querySpan);

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
