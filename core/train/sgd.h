// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/optimizer.h"

namespace interweave {

struct SgdSettings {
    double momentum = 0.9; // μ; 0: none, and no state
    double weightDecay = 0.01;
};

/// Stochastic gradient descent with momentum: b ← μ·b + g + decay·w;  w ← w − lr·b. Decay goes
/// through the momentum, as in torch.optim.SGD, whose definition this is (dampening 0, not
/// Nesterov's). State: "momentum_buffer.<name>", fp32.
class Sgd : public Optimizer {
public:
    explicit Sgd(const SgdSettings& settings)
        : m_settings(settings)
    {
    }

private:
    void prepare(const FlatParameters& parameters) override;
    void update(size_t group, const FlatParameters& parameters, const Update& update) override;
    NamedTensors stateOf(size_t group, const FlatParameters& parameters) const override;

    SgdSettings m_settings;
    std::vector<at::Tensor> m_buffers; // b of each group; undefined without momentum
};

} // namespace interweave
