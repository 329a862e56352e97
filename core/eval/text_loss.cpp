// SPDX-License-Identifier: Apache-2.0
#include "core/eval/text_loss.h"

#include "core/eval/text_positions.h"
#include "core/model/logit_loss.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace interweave {

namespace {

/// What each position says of one branch, fp64 on the CPU, [positions].
struct PositionFigures {
    std::vector<at::Tensor> logLikelihood; // chunk by chunk
    std::vector<at::Tensor> kl; // empty: not measured
    std::vector<at::Tensor> agrees;
};

at::Tensor onCpu(const at::Tensor& figures)
{
    return figures.to(at::kCPU, at::kDouble);
}

void addDistance(PositionFigures& figures, const at::Tensor& base, const at::Tensor& branch)
{
    const at::Tensor kl = logitDivergence(base, branch);
    figures.kl.push_back(onCpu(kl.clamp_min(0.0))); // below 0 by rounding only
    figures.agrees.push_back(onCpu(base.argmax(1).eq(branch.argmax(1))));
}

/// All branches at all positions, `chunk` positions at a time: no tensor holds the logits of more.
std::map<Branch, PositionFigures> figuresOf(const Decoder& decoder,
    const std::map<Branch, at::Tensor>& voices, const at::Tensor& targets, int64_t chunk,
    bool fromBase)
{
    std::map<Branch, PositionFigures> figures;
    for (int64_t first = 0; first < targets.size(0); first += chunk) {
        const int64_t count = std::min(chunk, targets.size(0) - first);
        at::Tensor base; // [count, vocabulary]
        for (const auto& [branch, voice] : voices) { // the base first
            const at::Tensor logits = decoder.logits(voice.narrow(0, first, count));
            const at::Tensor wanted = targets.narrow(0, first, count).to(logits.device());
            figures[branch].logLikelihood.push_back(
                onCpu(logLikelihoods(logits, wanted).squeeze(1)));
            if (branch == Branch::Base)
                base = logits;
            else if (fromBase)
                addDistance(figures[branch], base, logits);
        }
    }
    return figures;
}

/// Each row's mean; `predicted`: positions of each; `none` of a row without any.
std::vector<double> rowMeans(
    const std::vector<at::Tensor>& chunks, const std::vector<int64_t>& predicted, double none)
{
    const at::Tensor figures = chunks.empty() ? at::empty({0}, at::kDouble) : at::cat(chunks);
    std::vector<double> means;
    int64_t first = 0;
    for (const int64_t count : predicted) {
        means.push_back(count > 0 ? figures.narrow(0, first, count).mean().item<double>() : none);
        first += count;
    }
    return means;
}

std::vector<TextLoss> lossesOf(
    const PositionFigures& figures, const std::vector<int64_t>& predicted, bool fromBase)
{
    std::vector<TextLoss> losses;
    for (const double mean : rowMeans(figures.logLikelihood, predicted, 0.0))
        losses.push_back({mean == 0.0 ? 0.0 : -mean});
    if (!fromBase)
        return losses;
    const std::vector<double> kl = rowMeans(figures.kl, predicted, 0.0);
    const std::vector<double> agreement = rowMeans(figures.agrees, predicted, 1.0);
    for (size_t row = 0; row < losses.size(); ++row) {
        losses[row].klFromBase = kl[row];
        losses[row].agreement = agreement[row];
    }
    return losses;
}

int64_t chunkOf(const TextLossOptions& options, const Decoder& decoder)
{
    constexpr int64_t logits = int64_t{1} << 23; // 32 MiB in fp32
    return options.headChunk > 0 ? options.headChunk
                                 : std::max<int64_t>(logits / decoder.config().vocabulary, 1);
}

} // namespace

std::map<Branch, std::vector<TextLoss>> textLoss(const SiameseModel& model, const TokenBatch& batch,
    const Branches& branches, const TextLossOptions& options)
{
    const at::NoGradGuard noGraph;
    const bool fromBase = options.fromBase && branches != Branches{Branch::Base};
    Branches read = branches;
    if (fromBase)
        read.insert(Branch::Base);
    const PredictingPositions positions = predictingPositions(batch.lengths, options.prompts);
    const at::Tensor targets
        = batch.ids.index_select(0, (positions.all + 1).to(batch.ids.device())).unsqueeze(1);
    const Memories memories
        = textMemories(model, batch, read, {options.querySpan, options.prompts});
    std::map<Branch, at::Tensor> voices;
    for (const Branch branch : read) {
        const at::Tensor voice = voiceOf(model, branch, memories);
        voices[branch] = voice.index_select(0, positions.all.to(voice.device()));
    }
    const auto figures
        = figuresOf(*model.decoder, voices, targets, chunkOf(options, *model.decoder), fromBase);
    std::map<Branch, std::vector<TextLoss>> losses;
    for (const Branch branch : branches) {
        const auto found = figures.find(branch);
        losses[branch] = lossesOf(found == figures.end() ? PositionFigures() : found->second,
            positions.ofRow, fromBase && branch != Branch::Base);
    }
    return losses;
}

} // namespace interweave
