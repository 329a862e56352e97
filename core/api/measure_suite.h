// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/api/requests.h"
#include "core/api/stored_evaluation.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace interweave {

class RunStore;
class Tokenizer;
struct SiameseModel;

/// Where the results of a suite are kept.
struct SuiteKeeping {
    RunStore* store = nullptr; // null: nowhere
    std::function<ResultOrigin(const SiameseModel&)> origin; // where there is a store
};

/// The suite's tasks with every branch and every blend of a request, task by task: the branches in
/// one pass; each scaled adapter in one of its own; mixes of the logits share the two memories as
/// far as their answers agree, so that those which are measured again after a stop may differ by
/// rounding. The ends of a way from base to tuned are taken from the branches, where these were
/// asked for.
std::vector<TaskResult> measureSuite(const EvaluateRequest& request, const SiameseModel& model,
    const Tokenizer& tokenizer, const SuiteKeeping& keeping,
    const EvaluationProgressCallback& progress, std::stop_token stop);

} // namespace interweave
