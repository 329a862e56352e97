// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

at::Tensor halfAndGate(const GateConfig&, const at::Tensor& gate)
{
    return 0.5 + 0.5 * gate;
}

} // namespace

/// ½·h_b + ½·(mode `gate`'s mix): the base keeps a share of (1 + g)/2, at least half.
const FusionRule kResidual{
    .name = "residual",
    .mode = 4,
    .gateWidth = FusionRule::GateWidth::Hidden,
    .inputs = 2,
    .gateInput = memoriesInput,
    .baseShare = halfAndGate,
};

} // namespace interweave
