// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/flat_parameters.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace interweave {

struct AdamWSettings {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0.01;
};

/// AdamW over groups of parameters with a learning rate each:
///     w ← w·(1 − lr·decay);  m ← m + (1 − β1)(g − m);  v ← β2·v + (1 − β2)g²
///     w ← w − lr/(1 − β1ᵗ) · m / (√v/√(1 − β2ᵗ) + ε)
/// in torch.optim.AdamW's order of operations. Source: Loshchilov and Hutter, arXiv 1711.05101.
class AdamW {
public:
    explicit AdamW(const AdamWSettings& settings)
        : m_settings(settings)
    {
    }

    /// decays: false leaves the group out of weight decay.
    void addGroup(NamedTensors parameters, double learningRate, bool decays = true);

    void zeroGradients();
    /// √Σg² over all groups, in fp64; non-finite exactly when a gradient is.
    double gradientNorm() const;
    /// One update with every group's learning rate times `rateFactor` and the gradients times
    /// `gradientScale`.
    void step(double rateFactor, double gradientScale = 1.0);

    int64_t updates() const { return m_updates; } // t
    int64_t parameterCount() const;

    /// Both moments of every parameter, fp32: "exp_avg.<name>" and "exp_avg_sq.<name>".
    NamedTensors state() const;
    /// Throws Error{CorruptData} naming a tensor that is missing, left over or of another shape.
    void restore(
        const std::map<std::string, at::Tensor>& state, int64_t updates, const std::string& where);

private:
    struct Group {
        std::unique_ptr<FlatParameters> parameters;
        at::Tensor average; // m
        at::Tensor squareAverage; // v
        double learningRate = 0.0;
        double weightDecay = 0.0;
    };

    AdamWSettings m_settings;
    std::vector<Group> m_groups;
    int64_t m_updates = 0;
};

} // namespace interweave
