// SPDX-License-Identifier: Apache-2.0
#include "core/train/answer_loss.h"

#include "core/model/decoder.h"
#include "core/model/logit_loss.h"
#include "core/train/head_loss.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

namespace interweave {

namespace {

/// w of the header, on the memories' device.
at::Tensor weightsOf(const Decoder& decoder, const AnswerTokens& tokens, const AnswerTerms& terms)
{
    const int64_t count = tokens.targets.size(0);
    if (terms.weighting == TokenWeighting::Even)
        return at::full({count}, 1.0 / static_cast<double>(count),
            at::TensorOptions().device(tokens.memories.device()).dtype(at::kFloat));
    if (terms.weighting != TokenWeighting::Talr)
        return terms.weights.to(tokens.memories.device(), at::kFloat, /*non_blocking=*/true);
    const at::Tensor losses = tokenLosses(decoder, tokens.memories.detach(), tokens.targets).cpu();
    return talrWeights(losses.split_with_sizes(tokens.rowLengths)).to(tokens.memories.device());
}

} // namespace

AnswerLoss answerLossBackward(
    const Decoder& decoder, const AnswerTokens& tokens, const AnswerTerms& terms, double weight)
{
    const int64_t count = tokens.memories.size(0);
    const auto n = static_cast<double>(count);
    const int64_t chunk = tokensAtOnce(decoder);
    const at::Tensor weights = weightsOf(decoder, tokens, terms);
    const at::Tensor cut = tokens.memories.detach().set_requires_grad(true);
    AnswerLoss result;
    result.loss = at::zeros({}, weights.options());
    if (terms.klToBase > 0.0)
        result.klToBase = at::zeros({}, weights.options());
    for (int64_t begin = 0; begin < count; begin += chunk) {
        const int64_t length = std::min(chunk, count - begin);
        const at::Tensor logits = decoder.logits(cut.narrow(0, begin, length));
        at::Tensor base;
        if (terms.klToBase > 0.0) {
            const c10::NoGradGuard noGrad;
            base = decoder.logits(tokens.base.narrow(0, begin, length));
        }
        const LogitLoss part = logitLoss(logits.detach(), tokens.targets.narrow(0, begin, length),
            weights.narrow(0, begin, length) * weight, base, terms.klToBase * weight / n);
        torch::autograd::backward({logits}, {part.gradient});
        result.loss += part.losses.sum() / n;
        if (base.defined())
            result.klToBase += part.divergences.sum() / n;
    }
    std::vector<at::Tensor> roots{tokens.memories};
    std::vector<at::Tensor> gradients{cut.grad()};
    if (terms.l2ToBase > 0.0) {
        const at::Tensor distance
            = (tokens.tuned.to(at::kFloat) - tokens.base.to(at::kFloat)).square().mean();
        result.l2ToBase = distance.detach();
        roots.push_back(distance * (terms.l2ToBase * weight));
        gradients.push_back(at::ones_like(roots.back()));
    }
    torch::autograd::backward(roots, gradients);
    return result;
}

} // namespace interweave
