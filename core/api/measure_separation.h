// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/gate_separation.h"
#include "core/api/model_store.h"

#include <stop_token>

namespace interweave {

/// Engine::separation.
GateSeparation measureSeparation(ModelStore& models, const SeparationRequest& request,
    const EvaluationProgressCallback& progress, std::stop_token stop);

} // namespace interweave
