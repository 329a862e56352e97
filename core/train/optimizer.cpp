// SPDX-License-Identifier: Apache-2.0
#include "core/train/optimizer.h"

#include "core/support/error.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <cmath>

namespace interweave {

void Optimizer::addGroup(NamedTensors parameters, double learningRate, bool decays)
{
    m_groups.push_back(
        {std::make_unique<FlatParameters>(std::move(parameters)), learningRate, decays});
    prepare(*m_groups.back().parameters);
}

void Optimizer::zeroGradients()
{
    for (const Group& group : m_groups)
        group.parameters->gradients().zero_();
}

double Optimizer::gradientNorm() const
{
    std::vector<at::Tensor> norms;
    for (const Group& group : m_groups)
        norms.push_back(at::linalg_vector_norm(group.parameters->gradients(), 2,
            at::OptionalIntArrayRef(), /*keepdim=*/false, at::kDouble));
    if (norms.empty())
        return 0.0;
    double squares = 0.0;
    const at::Tensor values = at::stack(norms).cpu(); // waits for the device once
    for (int64_t i = 0; i < values.size(0); ++i)
        squares += std::pow(values.const_data_ptr<double>()[i], 2);
    return std::sqrt(squares);
}

void Optimizer::step(double rateFactor, double gradientScale)
{
    const c10::NoGradGuard noGrad;
    ++m_updates;
    for (size_t i = 0; i < m_groups.size(); ++i) {
        Group& group = m_groups[i];
        update(i, *group.parameters,
            {group.learningRate * rateFactor, gradientScale, static_cast<double>(m_updates),
                group.decays});
        group.parameters->markChanged();
    }
}

int64_t Optimizer::parameterCount() const
{
    int64_t count = 0;
    for (const Group& group : m_groups)
        count += group.parameters->count();
    return count;
}

NamedTensors Optimizer::state() const
{
    NamedTensors result;
    for (size_t i = 0; i < m_groups.size(); ++i)
        for (auto& named : stateOf(i, *m_groups[i].parameters))
            result.push_back(std::move(named));
    return result;
}

void Optimizer::restore(
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
        if (found->second.sizes() != tensor.sizes()
            || found->second.scalar_type() != tensor.scalar_type())
            throw Error(ErrorCode::CorruptData, where,
                "tensor '" + name + "' has another shape or dtype than its parameter");
        tensor.copy_(found->second);
    }
    m_updates = updates;
}

} // namespace interweave
