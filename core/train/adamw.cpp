// SPDX-License-Identifier: Apache-2.0
#include "core/train/adamw.h"

#include "core/support/error.h"
#include "core/train/adamw_update.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <cmath>

namespace interweave {

namespace {

constexpr int64_t kGrain = 1 << 15; // elements one thread takes at a time

void updateOnCpu(const at::Tensor& values, const at::Tensor& gradients, const at::Tensor& average,
    const at::Tensor& squareAverage, const AdamWUpdate& update)
{
    float* const w = values.mutable_data_ptr<float>();
    const float* const g = gradients.const_data_ptr<float>();
    float* const m = average.mutable_data_ptr<float>();
    float* const v = squareAverage.mutable_data_ptr<float>();
    at::parallel_for(0, values.numel(), kGrain, [&](int64_t begin, int64_t end) {
        update.apply(w + begin, g + begin, m + begin, v + begin, end - begin);
    });
}

void updateAnywhere(const at::Tensor& values, const at::Tensor& gradients,
    const at::Tensor& average, const at::Tensor& squareAverage, const AdamWUpdate& update)
{
    const at::Tensor scaled = gradients * update.gradientScale;
    values.mul_(update.decay);
    average.lerp_(scaled, update.averageWeight);
    squareAverage.mul_(update.beta2).addcmul_(scaled, scaled, update.squareWeight);
    const at::Tensor denominator
        = (squareAverage.sqrt() / update.squareCorrection).add_(update.epsilon);
    values.addcdiv_(average, denominator, -update.stepSize);
}

} // namespace

void AdamW::addGroup(NamedTensors parameters, double learningRate, bool decays)
{
    Group group{std::make_unique<FlatParameters>(std::move(parameters)), {}, {}, learningRate,
        decays ? m_settings.weightDecay : 0.0};
    group.average = at::zeros_like(group.parameters->values());
    group.squareAverage = at::zeros_like(group.parameters->values());
    m_groups.push_back(std::move(group));
}

void AdamW::zeroGradients()
{
    for (const Group& group : m_groups)
        group.parameters->gradients().zero_();
}

double AdamW::gradientNorm() const
{
    double squares = 0.0;
    for (const Group& group : m_groups) {
        const at::Tensor norm = at::linalg_vector_norm(group.parameters->gradients(), 2,
            at::OptionalIntArrayRef(), /*keepdim=*/false, at::kDouble);
        squares += std::pow(norm.item<double>(), 2);
    }
    return std::sqrt(squares);
}

void AdamW::step(double rateFactor, double gradientScale)
{
    const c10::NoGradGuard noGrad;
    ++m_updates;
    const double t = static_cast<double>(m_updates);
    for (Group& group : m_groups) {
        const double rate = group.learningRate * rateFactor;
        AdamWUpdate update;
        update.gradientScale = static_cast<float>(gradientScale);
        update.decay = static_cast<float>(1.0 - rate * group.weightDecay);
        update.averageWeight = static_cast<float>(1.0 - m_settings.beta1);
        update.beta2 = static_cast<float>(m_settings.beta2);
        update.squareWeight = static_cast<float>(1.0 - m_settings.beta2);
        update.squareCorrection
            = static_cast<float>(std::sqrt(1.0 - std::pow(m_settings.beta2, t)));
        update.epsilon = static_cast<float>(m_settings.epsilon);
        update.stepSize = static_cast<float>(rate / (1.0 - std::pow(m_settings.beta1, t)));
        const at::Tensor& values = group.parameters->values();
        const auto& apply = values.is_cpu() ? updateOnCpu : updateAnywhere;
        apply(values, group.parameters->gradients(), group.average, group.squareAverage, update);
        group.parameters->markChanged();
    }
}

int64_t AdamW::parameterCount() const
{
    int64_t count = 0;
    for (const Group& group : m_groups)
        count += group.parameters->count();
    return count;
}

NamedTensors AdamW::state() const
{
    NamedTensors result;
    for (const Group& group : m_groups) {
        for (auto& named : group.parameters->views(group.average, "exp_avg."))
            result.push_back(std::move(named));
        for (auto& named : group.parameters->views(group.squareAverage, "exp_avg_sq."))
            result.push_back(std::move(named));
    }
    return result;
}

void AdamW::restore(
    const std::map<std::string, at::Tensor>& state, int64_t updates, const std::string& where)
{
    const NamedTensors own = this->state();
    if (own.size() != state.size())
        throw Error(ErrorCode::CorruptData, where,
            "holds " + std::to_string(state.size()) + " tensors, " + std::to_string(own.size())
                + " were expected");
    for (const auto& [name, tensor] : own) {
        const auto found = state.find(name);
        if (found == state.end())
            throw Error(ErrorCode::CorruptData, where, "tensor '" + name + "' is missing");
        if (found->second.sizes() != tensor.sizes() || found->second.scalar_type() != at::kFloat)
            throw Error(ErrorCode::CorruptData, where,
                "tensor '" + name + "' has another shape or dtype than its parameter");
        tensor.copy_(found->second);
    }
    m_updates = updates;
}

} // namespace interweave
