// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

/// Each memory averaged with its own query mean, fp32.
Memories blended(const Memories& memories)
{
    const auto blend = [](const at::Tensor& memory, const at::Tensor& queryMean) {
        return 0.5 * (memory.to(at::kFloat) + queryMean.to(at::kFloat));
    };
    return {blend(memories.base, memories.queryBase), blend(memories.tuned, memories.queryTuned),
        {}, {}};
}

at::Tensor blendedInput(const Memories& memories)
{
    return memoriesInput(blended(memories));
}

} // namespace

/// Mode `gate` on memories that were first averaged 1:1 with their own query means; the mix too is
/// of the blended ones, so that g ≡ 1 is not the base model.
const FusionRule kQueryBlend{
    .name = "query_blend",
    .mode = 6,
    .gateWidth = FusionRule::GateWidth::Hidden,
    .inputs = 2,
    .gateInput = blendedInput,
    .mixed = blended,
};

} // namespace interweave
