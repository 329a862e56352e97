// SPDX-License-Identifier: Apache-2.0
#include "core/train/adamw.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <cmath>

namespace interweave {

namespace {

constexpr int64_t kGrain = 1 << 15; // elements one thread takes at a time

void updateOnCpu(const AdamWUpdate& update, const at::Tensor& values, const at::Tensor& gradients,
    const at::Tensor& average, const at::Tensor& squareAverage)
{
    float* const w = values.mutable_data_ptr<float>();
    const float* const g = gradients.const_data_ptr<float>();
    float* const m = average.mutable_data_ptr<float>();
    float* const v = squareAverage.mutable_data_ptr<float>();
    at::parallel_for(0, values.numel(), kGrain, [&](int64_t begin, int64_t end) {
        update.apply(w + begin, g + begin, m + begin, v + begin, end - begin);
    });
}

} // namespace

AdamWUpdate adamWUpdate(const AdamWSettings& settings, double learningRate, double gradientScale,
    double number, bool decays)
{
    const double weightDecay = decays ? settings.weightDecay : 0.0;
    AdamWUpdate update;
    update.gradientScale = static_cast<float>(gradientScale);
    update.decay = static_cast<float>(1.0 - learningRate * weightDecay);
    update.averageWeight = static_cast<float>(1.0 - settings.beta1);
    update.beta2 = static_cast<float>(settings.beta2);
    update.squareWeight = static_cast<float>(1.0 - settings.beta2);
    update.squareCorrection = static_cast<float>(std::sqrt(1.0 - std::pow(settings.beta2, number)));
    update.epsilon = static_cast<float>(settings.epsilon);
    update.stepSize = static_cast<float>(learningRate / (1.0 - std::pow(settings.beta1, number)));
    return update;
}

void applyAdamW(const AdamWUpdate& update, const at::Tensor& w, const at::Tensor& g,
    const at::Tensor& m, const at::Tensor& v)
{
    const at::Tensor scaled = g * update.gradientScale;
    w.mul_(update.decay);
    m.lerp_(scaled, update.averageWeight);
    v.mul_(update.beta2).addcmul_(scaled, scaled, update.squareWeight);
    const at::Tensor denominator = (v.sqrt() / update.squareCorrection).add_(update.epsilon);
    w.addcdiv_(m, denominator, -update.stepSize);
}

void AdamW::prepare(const FlatParameters& parameters)
{
    m_moments.push_back({at::zeros_like(parameters.values()), at::zeros_like(parameters.values())});
}

void AdamW::update(size_t group, const FlatParameters& parameters, const Update& update)
{
    const at::Tensor& values = parameters.values();
    const auto& apply = values.is_cpu() ? updateOnCpu : applyAdamW;
    apply(adamWUpdate(
              m_settings, update.learningRate, update.gradientScale, update.number, update.decays),
        values, parameters.gradients(), m_moments[group].average, m_moments[group].squareAverage);
}

NamedTensors AdamW::stateOf(size_t group, const FlatParameters& parameters) const
{
    NamedTensors result = parameters.views(m_moments[group].average, "exp_avg.");
    for (auto& named : parameters.views(m_moments[group].squareAverage, "exp_avg_sq."))
        result.push_back(std::move(named));
    return result;
}

} // namespace interweave
