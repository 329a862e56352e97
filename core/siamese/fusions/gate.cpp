// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

namespace interweave {

/// g∘h_b + (1−g)∘h_t, where g sees the two memories and nothing of the query ("w/o query").
const FusionRule kGate{
    .name = "gate",
    .mode = 2,
    .gateWidth = FusionRule::GateWidth::Hidden,
    .inputs = 2,
    .gateInput = memoriesInput,
};

} // namespace interweave
