// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/run_view.h"

#include <cstdint>
#include <optional>

namespace interweave {

/// What a run cost; absent where it was not measured.
struct RunCost {
    std::optional<double> stepSeconds; // median
    std::optional<double> stepSecondsLow; // quartiles
    std::optional<double> stepSecondsHigh;
    int64_t measuredSteps = 0; // of those
    std::optional<double> tokensPerSecond; // median, training
    std::optional<double> trainingSeconds; // pauses left out
    std::optional<int64_t> trainedTokens;
    std::optional<double> peakBytes; // resident
    std::optional<int64_t> trainedParameters;
    /// Tokens made by evaluations of answers ÷ their seconds. Branches that were measured together
    /// share their seconds, which count once. Resumed evaluations say nothing.
    std::optional<double> evaluationSpeed;
    std::optional<double> tunedSpeed; // tokens/s, median over the samples
    std::optional<double> interwovenSpeed;
};

RunCost costOf(const RunRecord& record);

} // namespace interweave
