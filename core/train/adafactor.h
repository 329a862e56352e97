// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/optimizer.h"

namespace interweave {

struct AdafactorSettings {
    double decayExponent = 0.8; // c: β2 of update t is 1 − t^−c
    double clipThreshold = 1.0; // d: largest root mean square of an update
    bool scaleParameter = false; // learning rates are relative to a tensor's root mean square
    double weightDecay = 0.01;
};

/// Adafactor with a given learning rate and without first moment: of a matrix's second moments only
/// the means of its rows R and columns C are kept. With β2 = 1 − t^−c:
///     R ← β2·R + (1 − β2)·mean_col(g² + ε1);  C ← β2·C + (1 − β2)·mean_row(g² + ε1)
///     u = g / √(R Cᵀ / mean(R));  u ← u / max(1, RMS(u)/d)
///     α = lr, or lr·max(ε2, RMS(w)) where scaleParameter;  w ← w·(1 − α·decay) − α·u
/// A vector keeps all of its second moments. ε1 = 1e-30, ε2 = 1e-3. The definition of transformers'
/// Adafactor with relative_step false, in its order of operations. State: fp32
/// "exp_avg_sq_row.<name>" and "exp_avg_sq_col.<name>", or "exp_avg_sq.<name>". Source: Shazeer and
/// Stern, arXiv 1804.04235, algorithms 4 and 5.
class Adafactor : public Optimizer {
public:
    explicit Adafactor(const AdafactorSettings& settings)
        : m_settings(settings)
    {
    }

private:
    void prepare(const FlatParameters& parameters) override;
    void update(size_t group, const FlatParameters& parameters, const Update& update) override;
    NamedTensors stateOf(size_t group, const FlatParameters& parameters) const override;

    struct Tensor {
        std::string name;
        at::Tensor values;
        at::Tensor gradient;
        at::Tensor rows; // R; of a vector all second moments
        at::Tensor columns; // C; undefined for a vector
    };
    void updateTensor(const Tensor& tensor, const Update& update) const;

    AdafactorSettings m_settings;
    std::vector<std::vector<Tensor>> m_tensors; // of each group
};

} // namespace interweave
