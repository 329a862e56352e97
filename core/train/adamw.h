// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/adamw_update.h"
#include "core/train/optimizer.h"

namespace interweave {

struct AdamWSettings {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0.01;
};

/// AdamW:
///     w ← w·(1 − lr·decay);  m ← m + (1 − β1)(g − m);  v ← β2·v + (1 − β2)g²
///     w ← w − lr/(1 − β1ᵗ) · m / (√v/√(1 − β2ᵗ) + ε)
/// in torch.optim.AdamW's order of operations. State: both moments of every parameter, fp32:
/// "exp_avg.<name>" and "exp_avg_sq.<name>". Source: Loshchilov and Hutter, arXiv 1711.05101.
class AdamW : public Optimizer {
public:
    explicit AdamW(const AdamWSettings& settings)
        : m_settings(settings)
    {
    }

private:
    void prepare(const FlatParameters& parameters) override;
    void update(size_t group, const FlatParameters& parameters, const Update& update) override;
    NamedTensors stateOf(size_t group, const FlatParameters& parameters) const override;

    struct Moments {
        at::Tensor average; // m
        at::Tensor squareAverage; // v
    };

    AdamWSettings m_settings;
    std::vector<Moments> m_moments; // of each group
};

/// The constants of update number `number` with this learning rate.
AdamWUpdate adamWUpdate(const AdamWSettings& settings, double learningRate, double gradientScale,
    double number, bool decays);

/// AdamWUpdate::apply by torch operations, on any device. All fp32 of one shape; w, m and v are
/// updated.
void applyAdamW(const AdamWUpdate& update, const at::Tensor& w, const at::Tensor& g,
    const at::Tensor& m, const at::Tensor& v);

} // namespace interweave
