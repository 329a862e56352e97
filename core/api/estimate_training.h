// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/estimate.h"
#include "core/api/model_store.h"
#include "core/api/requests.h"

#include <stop_token>

namespace interweave {

/// Throws Error for a recipe, a model or data that training would refuse as well.
TrainEstimate estimateTraining(
    ModelStore& models, const TrainRequest& request, std::stop_token stop = {});

} // namespace interweave
