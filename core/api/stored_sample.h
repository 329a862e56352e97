// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/api/stored_evaluation.h"
#include "core/api/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// What one branch answered.
struct BranchAnswer {
    Branch branch = Branch::Base;
    Generation generation;
};

/// A prompt and what some branches answered, or how one answer came about, as the store keeps it.
struct StoredSample {
    std::string id; // given by the store
    ResultOrigin origin;
    std::string created; // ISO 8601, UTC; given by the store
    std::string prompt;
    SamplingOptions sampling;
    std::vector<BranchAnswer> answers; // base, tuned, interwoven: those that were asked
    std::optional<Trace> trace; // of the interwoven answer, token by token
};

} // namespace interweave
