// SPDX-License-Identifier: Apache-2.0
#include "core/model/logit_loss.h"

#include "core/model/cpu_dispatch.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {

bool bothHaveKernels(const at::Tensor& logits, const at::Tensor& base)
{
    return hasKernels(logits) && hasKernels(base) && base.scalar_type() == logits.scalar_type();
}

/// `logSums`: logSumExp of the logits.
at::Tensor logLikelihoods(
    const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& logSums)
{
    return logits.gather(1, targets).to(logSums.scalar_type()) - logSums.unsqueeze(1);
}

at::Tensor lossesOf(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& logSums)
{
    return logLikelihoods(logits, targets.unsqueeze(1), logSums).squeeze(1).neg();
}

/// The rows as the kernels see them; what is undefined is nullptr.
template <typename T>
typename Kernels<T>::LogitRows rowsOf(const at::Tensor& logits, const at::Tensor& logSums,
    const at::Tensor& base, const at::Tensor& baseLogSums)
{
    typename Kernels<T>::LogitRows rows{};
    rows.logits = elements<T>(logits);
    rows.logSums = elements<double>(logSums);
    rows.base = elements<T>(base);
    rows.baseLogSums = elements<double>(baseLogSums);
    rows.width = logits.size(1);
    return rows;
}

at::Tensor divergenceOnCpu(const at::Tensor& logits, const at::Tensor& logSums,
    const at::Tensor& base, const at::Tensor& baseLogSums)
{
    const at::Tensor divergences = at::empty_like(logSums);
    withElement(logits, [&]<typename T>(T) {
        auto rows = rowsOf<T>(logits, logSums, base, baseLogSums);
        rows.divergences = elements<double>(divergences);
        at::parallel_for(0, logits.size(0), grain(rows.width),
            [&](int64_t begin, int64_t end) { kernels<T>().logitDivergence(rows, begin, end); });
    });
    return divergences;
}

LogitLoss onCpu(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights,
    const at::Tensor& base, double baseWeight)
{
    const at::Tensor logSums = logSumExp(logits);
    LogitLoss loss{lossesOf(logits, targets, logSums), {}, at::empty_like(logits)};
    at::Tensor baseLogSums;
    if (base.defined()) {
        baseLogSums = logSumExp(base);
        loss.divergences = divergenceOnCpu(logits, logSums, base, baseLogSums);
    }
    withElement(logits, [&]<typename T>(T) {
        auto rows = rowsOf<T>(logits, logSums, base, baseLogSums);
        rows.targets = elements<int64_t>(targets);
        rows.weights = elements<float>(weights);
        rows.baseWeight = static_cast<float>(baseWeight);
        rows.gradient = elements<T>(loss.gradient);
        at::parallel_for(0, logits.size(0), grain(rows.width),
            [&](int64_t begin, int64_t end) { kernels<T>().logitGradient(rows, begin, end); });
    });
    return loss;
}

LogitLoss byTorch(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights,
    const at::Tensor& base, double baseWeight)
{
    LogitLoss loss{lossesOf(logits, targets, logSumExp(logits)), {}, {}};
    at::Tensor gradient = logits.to(at::kFloat).softmax(1);
    gradient.mul_((weights + (base.defined() ? baseWeight : 0.0)).unsqueeze(1));
    gradient.scatter_add_(1, targets.unsqueeze(1), -weights.unsqueeze(1));
    if (base.defined()) {
        loss.divergences = logitDivergence(base, logits);
        gradient.sub_(base.to(at::kFloat).softmax(1).mul_(baseWeight));
    }
    loss.gradient = gradient.to(logits.scalar_type());
    return loss;
}

} // namespace

at::Tensor logSumExp(const at::Tensor& logits)
{
    const c10::NoGradGuard noGrad;
    if (!hasKernels(logits))
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

at::Tensor logLikelihoods(const at::Tensor& logits, const at::Tensor& targets)
{
    const c10::NoGradGuard noGrad;
    return logLikelihoods(logits, targets, logSumExp(logits));
}

at::Tensor logitDivergence(const at::Tensor& base, const at::Tensor& logits)
{
    const c10::NoGradGuard noGrad;
    if (bothHaveKernels(logits, base))
        return divergenceOnCpu(logits, logSumExp(logits), base, logSumExp(base));
    const at::Tensor p = base.to(at::kFloat).log_softmax(1);
    at::Tensor apart = p - logits.to(at::kFloat).log_softmax(1);
    return apart.mul_(p.exp()).sum(1);
}

LogitLoss logitLoss(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights,
    const at::Tensor& base, double baseWeight)
{
    const c10::NoGradGuard noGrad;
    const at::Tensor index = targets.to(at::kLong).contiguous();
    const at::Tensor share = weights.to(at::kFloat).contiguous();
    const bool kernels = base.defined() ? bothHaveKernels(logits, base) : hasKernels(logits);
    return (kernels ? onCpu : byTorch)(logits, index, share, base, baseWeight);
}

} // namespace interweave
