// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

/// Invented records with the shape of what the embedded default leaves (resources/tiny/README.md).

/// A task of `rows` rows of which the first `right` count; metric EM.
StoredEvaluation answersResult(
    const std::string& task, const std::string& branch, int64_t rows, int64_t right);
/// A text task of so many nats a token, the texts spread around it.
StoredEvaluation textResult(const std::string& task, const std::string& branch, double nats);

MetricSeries seriesOf(const std::string& name, const std::vector<double>& values);

/// Plain LoRA, and LoRA with the gate; the base's scores are kept with the first.
std::vector<RunRecord> tinyRuns();

} // namespace interweave
