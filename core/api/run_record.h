// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_evaluation.h"
#include "core/api/stored_run.h"
#include "core/api/stored_sample.h"

#include <vector>

namespace interweave {

/// All that the store has of a run: what a report is made from.
struct RunRecord {
    StoredRun run;
    std::vector<MetricSeries> series; // in the order in which they first came
    std::vector<StoredEvaluation> evaluations; // finished ones, oldest first, with their rows
    std::vector<StoredEvaluation> blends; // the same of its blends with the base
    std::vector<StoredSample> samples; // oldest first
};

} // namespace interweave
