// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

namespace interweave {

/// Mode `gate`'s mix m, then h = [h_b ; m]·T_A·T_B without a sigmoid. Given g, h is still linear in
/// both memories: the base memory's part is [h_b ; g∘h_b]·T_A·T_B, the tuned one's
/// [0 ; (1−g)∘h_t]·T_A·T_B. The share of the base that is reported is the one in m.
const FusionRule kGateLinear{
    .name = "gate_linear",
    .mode = 3,
    .gateWidth = FusionRule::GateWidth::Hidden,
    .inputs = 2,
    .hasTop = true,
    .gateInput = memoriesInput,
};

} // namespace interweave
