// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/api/generation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

struct EvaluatedRow {
    Branch branch = Branch::Base;
    int64_t row = 0; // of the task, from 0
    RowResult result;
};

/// Which rows belong together. What is evaluated, and of which suite, the log knows by itself.
struct EvaluationKey {
    std::string task;
    std::string settings; // hash of all that decides a row's result: data, kind, length, choices
};

/// Keeps the rows of an evaluation as they are finished, so that it can go on after a kill: a store
/// in the product, memory in tests. Used by one thread.
class EvaluationLog {
public:
    virtual ~EvaluationLog() = default;

    /// The rows that are there, of any branch and in any order.
    virtual std::vector<EvaluatedRow> finished(const EvaluationKey& key) = 0;
    /// The rows of a batch, kept all or none; a row that is there already is replaced. May throw
    /// Error, which ends the evaluation.
    virtual void take(const EvaluationKey& key, const std::vector<EvaluatedRow>& rows) = 0;
};

} // namespace interweave
