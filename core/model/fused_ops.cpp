// SPDX-License-Identifier: Apache-2.0
#include "core/model/fused_ops.h"

#include "core/model/cpu_dispatch.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

namespace interweave {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

bool needsGradient(const at::Tensor& x)
{
    return at::GradMode::is_enabled() && x.defined() && x.requires_grad();
}

struct NormResult {
    at::Tensor sum;
    at::Tensor normed;
    at::Tensor inverseRms; // undefined where not asked for
};

NormResult normOnCpu(const at::Tensor& x, const at::Tensor& delta, const at::Tensor& weight,
    double epsilon, bool keep)
{
    NormResult r;
    r.sum = delta.defined() ? at::empty_like(x) : x;
    r.normed = at::empty_like(x);
    if (keep)
        r.inverseRms = at::empty({x.size(0)}, x.options().dtype(at::kFloat));
    withElement(x, [&]<typename T>(T) {
        const typename Kernels<T>::Norm n{elements<T>(x), elements<T>(delta), elements<T>(weight),
            elements<T>(r.sum), elements<T>(r.normed), elements<float>(r.inverseRms), x.size(1),
            static_cast<float>(epsilon)};
        at::parallel_for(0, x.size(0), grain(n.width),
            [&](int64_t begin, int64_t end) { kernels<T>().addRmsNorm(n, begin, end); });
    });
    return r;
}

/// The gradient of x and of delta, which are the same.
at::Tensor normGradientOnCpu(const at::Tensor& sum, const at::Tensor& weight,
    const at::Tensor& inverseRms, const at::Tensor& sumGradient, const at::Tensor& normedGradient)
{
    const at::Tensor gradient = at::empty_like(sum);
    withElement(sum, [&]<typename T>(T) {
        const typename Kernels<T>::NormBackward n{elements<T>(normedGradient),
            elements<T>(sumGradient), elements<T>(sum), elements<T>(weight),
            elements<float>(inverseRms), elements<T>(gradient), sum.size(1)};
        at::parallel_for(0, sum.size(0), grain(n.width),
            [&](int64_t begin, int64_t end) { kernels<T>().addRmsNormBackward(n, begin, end); });
    });
    return gradient;
}

at::Tensor normWeightGradientOnCpu(
    const at::Tensor& sum, const at::Tensor& inverseRms, const at::Tensor& normedGradient)
{
    constexpr int64_t kColumns = 64; // of one thread; the rows of a column are summed in order
    const int64_t rows = sum.size(0);
    const int64_t width = sum.size(1);
    const at::Tensor gradient = at::empty({width}, sum.options().dtype(at::kFloat));
    withElement(sum, [&]<typename T>(T) {
        const typename Kernels<T>::NormBackward n{elements<T>(normedGradient), nullptr,
            elements<T>(sum), nullptr, elements<float>(inverseRms), nullptr, width};
        at::parallel_for(
            0, width, std::max(kColumns, grain(rows)), [&](int64_t begin, int64_t end) {
                kernels<T>().normWeightGradient(n, rows, elements<float>(gradient), begin, end);
            });
    });
    return gradient;
}

class AddRmsNorm : public torch::autograd::Function<AddRmsNorm> {
public:
    // torch takes an absent tensor only as an optional.
    static variable_list forward(AutogradContext* context, const at::Tensor& x,
        const std::optional<at::Tensor>& delta, const at::Tensor& weight, double epsilon)
    {
        const NormResult r = normOnCpu(x, delta.value_or(at::Tensor()), weight, epsilon, true);
        context->save_for_backward({r.sum, weight, r.inverseRms});
        context->saved_data["hasDelta"] = delta.has_value();
        return {r.sum, r.normed};
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor sumGradient
            = gradients[0].defined() ? gradients[0].contiguous() : at::Tensor();
        const at::Tensor normedGradient = gradients[1].contiguous();
        const at::Tensor gradient
            = normGradientOnCpu(saved[0], saved[1], saved[2], sumGradient, normedGradient);
        const at::Tensor weightGradient = saved[1].requires_grad()
            ? normWeightGradientOnCpu(saved[0], saved[2], normedGradient).to(saved[1].scalar_type())
            : at::Tensor();
        const bool hasDelta = context->saved_data["hasDelta"].toBool();
        return {gradient, hasDelta ? gradient : at::Tensor(), weightGradient, {}};
    }
};

class Swiglu : public torch::autograd::Function<Swiglu> {
public:
    static at::Tensor compute(const at::Tensor& gateUp)
    {
        const int64_t width = gateUp.size(1) / 2;
        const at::Tensor out = at::empty({gateUp.size(0), width}, gateUp.options());
        withElement(gateUp, [&]<typename T>(T) {
            at::parallel_for(0, gateUp.size(0), grain(width), [&](int64_t begin, int64_t end) {
                kernels<T>().swiglu(elements<T>(gateUp), elements<T>(out), width, begin, end);
            });
        });
        return out;
    }

    static at::Tensor forward(AutogradContext* context, const at::Tensor& gateUp)
    {
        context->save_for_backward({gateUp});
        return compute(gateUp);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const at::Tensor gateUp = context->get_saved_variables()[0];
        const at::Tensor outGradient = gradients[0].contiguous();
        const at::Tensor gradient = at::empty_like(gateUp);
        withElement(gateUp, [&]<typename T>(T) {
            at::parallel_for(
                0, gateUp.size(0), grain(outGradient.size(1)), [&](int64_t begin, int64_t end) {
                    kernels<T>().swigluBackward(elements<T>(outGradient), elements<T>(gateUp),
                        elements<T>(gradient), outGradient.size(1), begin, end);
                });
        });
        return {gradient};
    }
};

} // namespace

std::pair<at::Tensor, at::Tensor> addRmsNorm(
    const at::Tensor& x, const at::Tensor& delta, const at::Tensor& weight, double epsilon)
{
    if (!hasKernels(x) || (delta.defined() && !hasKernels(delta))) {
        const at::Tensor sum = delta.defined() ? x + delta : x;
        return {sum, at::rms_norm(sum, {sum.size(-1)}, weight, epsilon)};
    }
    if (!needsGradient(x) && !needsGradient(delta) && !needsGradient(weight)) {
        const NormResult r = normOnCpu(x, delta, weight, epsilon, false);
        return {r.sum, r.normed};
    }
    const variable_list results = AddRmsNorm::apply(
        x, delta.defined() ? std::optional(delta) : std::nullopt, weight, epsilon);
    return {results[0], results[1]};
}

at::Tensor swiglu(const at::Tensor& gateUp)
{
    if (!hasKernels(gateUp)) {
        const int64_t width = gateUp.size(1) / 2;
        return at::silu(gateUp.narrow(1, 0, width)) * gateUp.narrow(1, width, width);
    }
    return needsGradient(gateUp) ? Swiglu::apply(gateUp) : Swiglu::compute(gateUp);
}

} // namespace interweave
