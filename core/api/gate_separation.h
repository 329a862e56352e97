// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/api/model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

struct SeparationRequest {
    ModelRef model; // with adapter and gate
    std::string suite; // as of an EvaluateRequest; at least two tasks
    std::string data; // folder that the suite's files are in; empty: the suite's own
    std::string on; // the task that the adapter was trained for; empty: the suite's first
    int64_t limit = 0; // the first rows of each task only; 0: as the suite says
};

/// What a gate makes of a task's tokens: of free text all but the first, else those of the first
/// accepted answer, or of the right choice, after its prompt.
struct TaskGate {
    std::string task;
    int64_t rows = 0; // with a token to predict
    int64_t tokens = 0;
    Estimate gate; // the base's share, mean over tokens: 1 is base, 0 is tuned
    std::optional<Estimate> auc; // that a token's gate is above an on-task token's, ties by half;
                                 // absent for the on-task one
};

/// How well a gate tells its task's tokens from others. AUC 0.5: not at all (so of a fusion whose
/// share is a constant); 1: it always trusts the base more off the task.
struct GateSeparation {
    TaskGate on;
    std::vector<TaskGate> off; // each of the suite's other tasks
    TaskGate allOff; // their rows together; without a name
};

} // namespace interweave
