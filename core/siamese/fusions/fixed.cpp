// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

at::Tensor constantShare(const GateConfig& config, const at::Tensor& gate)
{
    return at::full_like(gate, config.share);
}

} // namespace

/// s·h_b + (1−s)·h_t with a constant s, method.gate.share: the plainest rival of a gate. Not among
/// the authors' modes.
const FusionRule kFixed{
    .name = "fixed",
    .baseShare = constantShare,
};

} // namespace interweave
