// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/bench.h"
#include "core/api/model_store.h"

#include <stop_token>

namespace interweave {

/// Loads what the measurement needs and takes it. Throws Error{InvalidArgument} for a request that
/// cannot be measured.
BenchResult measureBench(ModelStore& models, const BenchRequest& request, std::stop_token stop);

} // namespace interweave
