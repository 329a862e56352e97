// SPDX-License-Identifier: Apache-2.0
#include "core/peft/rank_allocator.h"

#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include <string>

namespace interweave {

namespace {

/// Ī·Ū of each entry.
at::Tensor score(const at::Tensor& sensitivity, const at::Tensor& uncertainty)
{
    return sensitivity * uncertainty;
}

} // namespace

RankAllocator::RankAllocator(
    const AdaLoraConfig& config, int64_t steps, const std::vector<SvdTriplets>& modules)
    : m_config(config)
    , m_steps(steps)
{
    if (config.initialSteps >= steps - config.finalSteps)
        throw Error(ErrorCode::InvalidArgument, "method.adalora.final_steps",
            "and initial_steps take " + std::to_string(config.initialSteps + config.finalSteps)
                + " steps of a training of " + std::to_string(steps)
                + ": none are left in which ranks could be given up");
    const c10::InferenceMode ordinary(false);
    const at::NoGradGuard noGraph;
    const auto zeros = [](const at::Tensor& tensor) {
        return Importance{at::zeros_like(tensor), at::zeros_like(tensor)};
    };
    for (const SvdTriplets& module : modules) {
        m_modules.push_back({module, zeros(module.a), zeros(module.e), zeros(module.b)});
        m_kept.push_back(at::ones({module.e.size(0)}, module.e.options().dtype(at::kBool)));
        m_triplets += module.e.size(0);
    }
}

int64_t RankAllocator::budget(int64_t step) const
{
    const auto target = m_config.targetRank * static_cast<int64_t>(m_modules.size());
    const int64_t first = m_config.initialSteps;
    const int64_t last = m_steps - m_config.finalSteps;
    if (step <= first)
        return m_triplets;
    if (step > last)
        return target;
    const double left = 1.0 - static_cast<double>(step - first) / static_cast<double>(last - first);
    return static_cast<int64_t>(static_cast<double>(m_triplets - target) * (left * left * left)
        + static_cast<double>(target));
}

bool RankAllocator::isAllocationDue(int64_t step) const
{
    const int64_t last = m_steps - m_config.finalSteps;
    return step == last
        || (step > m_config.initialSteps && step < last && step % m_config.interval == 0);
}

void RankAllocator::update(int64_t step, double gradientScale)
{
    const at::NoGradGuard noGraph;
    const int64_t last = m_steps - m_config.finalSteps;
    if (step < last)
        learnImportance(gradientScale);
    // A step that was not taken is not heard of here: what was due then is made up for.
    if (isAllocationDue(step) || (step > last && keptTriplets() > budget(step)))
        allocate(budget(step));
    else if (step > last)
        mask();
}

int64_t RankAllocator::keptTriplets() const
{
    int64_t count = 0;
    for (const at::Tensor& kept : m_kept)
        count += kept.sum().item<int64_t>();
    return count;
}

void RankAllocator::learnImportance(double gradientScale)
{
    const auto learn = [&](const at::Tensor& w, Importance& importance) {
        const at::Tensor now = (w * (w.grad() * gradientScale)).abs();
        importance.sensitivity.mul_(m_config.beta1).add_(now * (1.0 - m_config.beta1));
        importance.uncertainty.mul_(m_config.beta2)
            .add_((now - importance.sensitivity).abs() * (1.0 - m_config.beta2));
    };
    for (Module& module : m_modules) {
        learn(module.tensors.a, module.a);
        learn(module.tensors.e, module.e);
        learn(module.tensors.b, module.b);
    }
}

void RankAllocator::allocate(int64_t budget)
{
    std::vector<at::Tensor> scores;
    for (const Module& module : m_modules)
        scores.push_back(score(module.e.sensitivity, module.e.uncertainty).view(-1)
            + (score(module.a.sensitivity, module.a.uncertainty).mean(1)
                + score(module.b.sensitivity, module.b.uncertainty).mean(0)));
    const int64_t givenUp = m_triplets - budget;
    if (givenUp < 1)
        return;
    const at::Tensor threshold = std::get<0>(at::kthvalue(at::cat(scores), givenUp));
    for (size_t i = 0; i < scores.size(); ++i)
        m_kept[i].copy_(scores[i] > threshold);
    mask();
}

void RankAllocator::mask()
{
    for (size_t i = 0; i < m_modules.size(); ++i)
        m_modules[i].tensors.e.masked_fill_(m_kept[i].logical_not().unsqueeze(1), 0.0);
}

NamedTensors RankAllocator::state() const
{
    NamedTensors state;
    for (size_t i = 0; i < m_modules.size(); ++i) {
        const auto add = [&](const char* name, const at::Tensor& tensor) {
            state.emplace_back("allocator." + std::to_string(i) + "." + name, tensor);
        };
        const Module& module = m_modules[i];
        add("kept", m_kept[i]);
        add("a.sensitivity", module.a.sensitivity);
        add("a.uncertainty", module.a.uncertainty);
        add("e.sensitivity", module.e.sensitivity);
        add("e.uncertainty", module.e.uncertainty);
        add("b.sensitivity", module.b.sensitivity);
        add("b.uncertainty", module.b.uncertainty);
    }
    return state;
}

} // namespace interweave
