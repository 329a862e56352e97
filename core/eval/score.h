// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/metric.h"

#include <filesystem>

namespace interweave {

/// Each metric (canonicalMetric's names) over the rows; for yes/no tasks also what answering "yes"
/// everywhere would get. Throws Error{InvalidArgument} for an unknown name.
ScoreReport score(
    std::span<const AnsweredRow> rows, const std::vector<std::string>& metrics, uint64_t seed);

/// Stored predictions: JSON lines {"output": text or list of texts, "prediction": text}; other keys
/// are ignored. Throws as readDataRows (core/data/data_rows.h).
std::vector<AnsweredRow> readPredictions(const std::filesystem::path& file);

} // namespace interweave
