// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

namespace interweave {

/// The query-aware gate with one value per token instead of one per channel: the same as mixing the
/// two logit vectors (before a soft cap). Not among the authors' modes.
const FusionRule kScalarGate{
    .name = "scalar_gate",
    .gateWidth = FusionRule::GateWidth::One,
    .inputs = 4,
    .gateInput = queryAwareInput,
};

} // namespace interweave
