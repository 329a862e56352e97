// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

namespace interweave {

/// The method: g∘h_b + (1−g)∘h_t, where g sees both memories and both query means. Source: arXiv
/// 2412.17383, Eq. 3–5.
const FusionRule kQueryGate{
    .name = "query_gate",
    .mode = 5,
    .gateWidth = FusionRule::GateWidth::Hidden,
    .inputs = 4,
    .gateInput = queryAwareInput,
};

} // namespace interweave
