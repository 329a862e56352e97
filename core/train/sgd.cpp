// SPDX-License-Identifier: Apache-2.0
#include "core/train/sgd.h"

#include <ATen/ATen.h>

namespace interweave {

void Sgd::prepare(const FlatParameters& parameters)
{
    m_buffers.push_back(
        m_settings.momentum > 0.0 ? at::zeros_like(parameters.values()) : at::Tensor());
}

void Sgd::update(size_t group, const FlatParameters& parameters, const Update& update)
{
    const at::Tensor& w = parameters.values();
    at::Tensor change = parameters.gradients() * update.gradientScale;
    if (update.decays && m_settings.weightDecay > 0.0)
        change.add_(w, m_settings.weightDecay);
    if (m_buffers[group].defined())
        change = m_buffers[group].mul_(m_settings.momentum).add_(change);
    w.sub_(change, update.learningRate);
}

NamedTensors Sgd::stateOf(size_t group, const FlatParameters& parameters) const
{
    if (!m_buffers[group].defined())
        return {};
    return parameters.views(m_buffers[group], "momentum_buffer.");
}

} // namespace interweave
