// SPDX-License-Identifier: Apache-2.0
#include "core/eval/text_loss.h"

#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace interweave {

namespace {

/// Turns the query means of each row's first `spans[row]` positions into running ones, in place.
/// means: fp32 [tokens, hidden]; memory: [tokens, hidden].
void makeCausal(at::Tensor& means, const at::Tensor& memory, const std::vector<int64_t>& lengths,
    const std::vector<int64_t>& spans)
{
    int64_t first = 0;
    for (size_t row = 0; row < lengths.size(); ++row) {
        const at::Tensor counts
            = at::arange(1, spans[row] + 1, means.options()).unsqueeze(1); // [span, 1]
        const at::Tensor query = memory.narrow(0, first, spans[row]).to(at::kFloat);
        means.narrow(0, first, spans[row]).copy_(query.cumsum(0).div_(counts));
        first += lengths[row];
    }
}

at::Tensor interwovenMemories(const SiameseModel& model, const TokenBatch& batch, int64_t querySpan)
{
    std::vector<int64_t> spans;
    for (const int64_t length : batch.lengths)
        spans.push_back(std::clamp<int64_t>(querySpan, 1, std::max<int64_t>(length - 1, 1)));
    Memories memories = memoriesOf(model, batch, spans);
    makeCausal(memories.queryBase, memories.base, batch.lengths, spans);
    makeCausal(memories.queryTuned, memories.tuned, batch.lengths, spans);
    return interweave(memories.base, memories.tuned, model.gate->forward(memories));
}

/// The mixed, tuned or base memories that the head reads, [tokens, hidden].
at::Tensor memoriesForHead(
    const SiameseModel& model, const TokenBatch& batch, const TextLossOptions& options)
{
    switch (options.branch) {
    case Branch::Base: return model.decoder->forward(batch);
    case Branch::Tuned: {
        const AdapterUse everyRow{
            model.adapter.get(), 0, static_cast<int64_t>(batch.lengths.size()), {}};
        return model.decoder->forward(batch, nullptr, {&everyRow, 1});
    }
    case Branch::Interwoven: return interwovenMemories(model, batch, options.querySpan);
    }
    throw Error(ErrorCode::Internal, "text loss", "unknown branch");
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

} // namespace

std::vector<double> textLoss(
    const SiameseModel& model, const TokenBatch& batch, const TextLossOptions& options)
{
    model.require(options.branch);
    const at::NoGradGuard noGraph;
    const at::Tensor positions = predictingPositions(batch.lengths);
    const at::Tensor targets = batch.ids.index_select(0, (positions + 1).to(batch.ids.device()));
    const at::Tensor hidden = memoriesForHead(model, batch, options);

    std::vector<at::Tensor> chunks{at::empty({0}, at::kDouble)};
    for (int64_t first = 0; first < positions.size(0); first += options.headChunk) {
        const int64_t count = std::min(options.headChunk, positions.size(0) - first);
        const at::Tensor rows
            = hidden.index_select(0, positions.narrow(0, first, count).to(hidden.device()));
        const at::Tensor logits = model.decoder->logits(rows).to(at::kFloat); // [count, vocabulary]
        const at::Tensor wanted = targets.narrow(0, first, count).to(logits.device()).unsqueeze(1);
        const at::Tensor loss = at::logsumexp(logits, 1) - logits.gather(1, wanted).squeeze(1);
        chunks.push_back(loss.to(at::kCPU, at::kDouble));
    }
    const at::Tensor losses = at::cat(chunks);

    std::vector<double> means;
    int64_t first = 0;
    for (const int64_t length : batch.lengths) {
        const int64_t predicted = length - 1;
        means.push_back(
            predicted > 0 ? losses.narrow(0, first, predicted).mean().item<double>() : 0.0);
        first += predicted;
    }
    return means;
}

} // namespace interweave
