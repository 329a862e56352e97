// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/eval/statistics.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// What a result kept of the base's, figure by figure: change = score − base and kept = score ÷
/// base (Retention says where), their intervals by a bootstrap that draws the same rows for both.
/// Both results are of the same task and rows; a figure that one of them has not is left out, and
/// so is perplexity: cross_entropy says it in nats. Throws Error{InvalidArgument} where the rows
/// are not the same number.
std::vector<Retention> retentionOf(
    const TaskResult& result, const TaskResult& base, uint64_t seed = 2024);

/// Whether score ÷ base says what was kept: of figures that lie in [0, 1].
bool canBeKept(const std::string& metric);

/// The figure over drawn rows of its result, which must have them.
Statistic statisticOf(const TaskResult& result, const MetricResult& metric);

} // namespace interweave
