// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/constant_gate.h"
#include "core/api/model_store.h"

namespace interweave {

/// Engine::exportConstantGate.
ConstantGateFit exportConstantGate(
    ModelStore& models, const ConstantGateRequest& request, std::stop_token stop);

} // namespace interweave
