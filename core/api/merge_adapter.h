// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/model_store.h"
#include "core/api/requests.h"

#include <stop_token>

namespace interweave {

/// Engine::merge.
void mergeAdapter(const ModelStore& models, const MergeRequest& request, std::stop_token stop);

} // namespace interweave
