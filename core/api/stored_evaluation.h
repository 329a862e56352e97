// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interweave {

/// What produced a stored result: enough to tell whether two results are of the same thing.
struct ResultOrigin {
    std::string run; // id; empty: a model of no run
    std::string model; // path
    std::string modelHash; // empty where it is the run's
    std::string adapterHash; // empty: no adapter
    std::string gateHash; // empty: no gate
    std::string device; // "cpu", "cuda:0"
    std::string dtype; // "fp32", "bf16", "fp16"
    Blend blend{}; // of what is measured; None: the model as it is
};

/// One task done by one branch, as the store keeps it.
struct StoredEvaluation {
    std::string id;
    ResultOrigin origin;
    std::string created; // ISO 8601, UTC
    bool finished = false; // else the rows that were done
    std::optional<int64_t> step; // of a watched suite: steps taken, 0 the base; absent: asked for
    TaskResult result; // its rows only where they were asked for
};

} // namespace interweave
