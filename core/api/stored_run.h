// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

/// A run as the store keeps it: what the run says of itself and what people said of it.
struct StoredRun {
    RunSummary summary; // adapterFolder is not stored
    std::vector<std::string> tags; // sorted
    std::string notes;
    std::string deleted; // when it was deleted, ISO 8601 UTC; empty: it was not
};

/// A figure at a step of a run.
struct MetricPoint {
    std::string series; // e.g. "loss"
    int64_t step = 0;
    double value = 0.0; // NaN where the figure was not finite
};

/// One figure over the steps of a run, in their order.
struct MetricSeries {
    std::string name;
    std::vector<int64_t> steps;
    std::vector<double> values;
};

} // namespace interweave
