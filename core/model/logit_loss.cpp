// SPDX-License-Identifier: Apache-2.0
#include "core/model/logit_loss.h"

#include "core/model/cpu_dispatch.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {

bool hasKernels(const at::Tensor& logits, const at::Tensor& base)
{
    return interweave::hasKernels(logits)
        && (!base.defined()
            || (interweave::hasKernels(base) && base.scalar_type() == logits.scalar_type()));
}

at::Tensor lossesOf(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& logSums)
{
    const at::Tensor wanted = logits.gather(1, targets.unsqueeze(1)).squeeze(1);
    return logSums - wanted.to(logSums.scalar_type());
}

/// The divergences into `divergences`, the gradient into `gradient`, where they are defined.
void fillOnCpu(const at::Tensor& logits, const at::Tensor& logSums, const at::Tensor& targets,
    const at::Tensor& weights, const at::Tensor& base, double baseWeight,
    const at::Tensor& divergences, const at::Tensor& gradient)
{
    const at::Tensor baseSums = base.defined() ? logSumExp(base) : at::Tensor();
    withElement(logits, [&]<typename T>(T) {
        const typename Kernels<T>::LogitLoss loss{elements<T>(logits), elements<double>(logSums),
            elements<T>(base), elements<double>(baseSums), elements<int64_t>(targets),
            elements<float>(weights), elements<double>(divergences), elements<T>(gradient),
            logits.size(1), static_cast<float>(baseWeight)};
        at::parallel_for(0, logits.size(0), grain(loss.width), [&](int64_t begin, int64_t end) {
            if (base.defined())
                kernels<T>().logitDivergence(loss, begin, end);
            if (gradient.defined())
                kernels<T>().logitGradient(loss, begin, end);
        });
    });
}

LogitLoss byTorch(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights,
    const at::Tensor& base, double baseWeight)
{
    LogitLoss loss{lossesOf(logits, targets, logSumExp(logits)), {}, {}};
    const at::Tensor p = logits.to(at::kFloat).softmax(1);
    at::Tensor gradient = p * weights.unsqueeze(1);
    gradient.scatter_add_(1, targets.unsqueeze(1), -weights.unsqueeze(1));
    if (base.defined()) {
        loss.divergences = logitDivergence(base, logits);
        gradient += (p - base.to(at::kFloat).softmax(1)) * baseWeight;
    }
    loss.gradient = gradient.to(logits.scalar_type());
    return loss;
}

} // namespace

at::Tensor logSumExp(const at::Tensor& logits)
{
    const c10::NoGradGuard noGrad;
    if (!hasKernels(logits, {}))
        return logits.to(at::kFloat).logsumexp(1);
    const at::Tensor sums = at::empty({logits.size(0)}, at::kDouble);
    withElement(logits, [&]<typename T>(T) {
        const int64_t width = logits.size(1);
        at::parallel_for(0, logits.size(0), grain(width), [&](int64_t begin, int64_t end) {
            kernels<T>().logSumExp(elements<T>(logits), elements<double>(sums), width, begin, end);
        });
    });
    return sums;
}

at::Tensor logitDivergence(const at::Tensor& base, const at::Tensor& logits)
{
    const c10::NoGradGuard noGrad;
    if (!hasKernels(logits, base)) {
        const at::Tensor p = base.to(at::kFloat).log_softmax(1);
        return (p.exp() * (p - logits.to(at::kFloat).log_softmax(1))).sum(1);
    }
    const at::Tensor divergences = at::empty({logits.size(0)}, at::kDouble);
    fillOnCpu(logits, logSumExp(logits), {}, {}, base, 0.0, divergences, {});
    return divergences;
}

LogitLoss logitLoss(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights,
    const at::Tensor& base, double baseWeight)
{
    const c10::NoGradGuard noGrad;
    if (!hasKernels(logits, base))
        return byTorch(logits, targets, weights, base, baseWeight);
    const at::Tensor sums = logSumExp(logits);
    LogitLoss loss{lossesOf(logits, targets, sums), {}, at::empty_like(logits)};
    if (base.defined())
        loss.divergences = at::empty_like(sums);
    fillOnCpu(logits, sums, targets.contiguous(), weights.contiguous(), base, baseWeight,
        loss.divergences, loss.gradient);
    return loss;
}

} // namespace interweave
