// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/adamw.h"
#include "core/train/block_codes.h"

namespace interweave {

/// AdamW whose moments are bytes between updates (block_codes.h): 2 + 2/64 bytes for a trained
/// parameter instead of 8. Each update decodes a block, is AdamW's in fp32, and encodes it again.
/// State of group n: "exp_avg.n" and "exp_avg_sq.n", uint8, in the order of the parameters with
/// their padding (flat_parameters.h), and each block's scale, fp32: "exp_avg_scale.n",
/// "exp_avg_sq_scale.n". Source: Dettmers et al., arXiv 2110.02861.
class AdamW8bit : public Optimizer {
public:
    explicit AdamW8bit(const AdamWSettings& settings)
        : m_settings(settings)
    {
    }

private:
    void prepare(const FlatParameters& parameters) override;
    void update(size_t group, const FlatParameters& parameters, const Update& update) override;
    NamedTensors stateOf(size_t group, const FlatParameters& parameters) const override;

    struct Moment {
        at::Tensor codes; // [size] uint8
        at::Tensor scales; // [blocks] fp32
    };
    struct Moments {
        Moment average;
        Moment squareAverage;
    };
    void updateOnCpu(
        const AdamWUpdate& update, const FlatParameters& parameters, const Moments& moments) const;
    void updateAnywhere(
        const AdamWUpdate& update, const FlatParameters& parameters, const Moments& moments) const;

    AdamWSettings m_settings;
    BlockCodes m_signed{BlockCodes::Range::Signed};
    BlockCodes m_unsigned{BlockCodes::Range::Unsigned};
    std::vector<Moments> m_moments; // of each group
};

} // namespace interweave
