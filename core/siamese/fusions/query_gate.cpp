// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/fusion.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

/// [q̄_b ; h_b ; h_t ; q̄_t]: the order matters for exchanging gates.
at::Tensor queryGateInput(const Memories& memories)
{
    return at::cat({memories.queryBase.to(at::kFloat), memories.base.to(at::kFloat),
                       memories.tuned.to(at::kFloat), memories.queryTuned.to(at::kFloat)},
        1);
}

} // namespace

const FusionRule kQueryGate{Fusion::QueryGate, "query_gate", 4, queryGateInput};

} // namespace interweave
