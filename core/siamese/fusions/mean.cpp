// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

at::Tensor half(const GateConfig&, const at::Tensor& gate)
{
    return at::full_like(gate, 0.5);
}

} // namespace

/// ½·h_b + ½·h_t, without a gate ("w/o gate"). The authors average the logits, which is the same
/// for a linear head. Where a family caps its logits, the head here reads the mean memory and the
/// cap comes last, as in every other mode: two capped vectors averaged would neither split into
/// addends nor be what any mix of memories says.
const FusionRule kMean{
    .name = "mean",
    .mode = 0,
    .baseShare = half,
};

} // namespace interweave
