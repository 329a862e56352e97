// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/constant_gate.h"
#include "core/data/example.h"

#include <span>
#include <stop_token>

namespace interweave {

struct SiameseModel;

/// The one strength λ of the adapter in [0, 1] (scaled_adapter.h) at which its tuned branch comes
/// nearest to the interwoven one, by the mean KL(interwoven ‖ tuned λ) over the answer tokens of
/// these rows: from the 11 points 0, 0.1 … 1 the best one's neighbourhood is searched by golden
/// section to 10⁻³. A gate that was a constant would lose nothing; how much is lost says how much
/// the gate does token by token. Throws Error{InvalidArgument} without a gate, Error{Unsupported}
/// as ScaledAdapter, Error{Cancelled}.
ConstantGateFit fitConstantGate(
    const SiameseModel& model, std::span<const Example> rows, std::stop_token stop = {});

} // namespace interweave
