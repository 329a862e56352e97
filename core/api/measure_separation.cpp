// SPDX-License-Identifier: Apache-2.0
#include "core/api/measure_separation.h"

#include "core/eval/gate_shares.h"
#include "core/eval/separation.h"
#include "core/eval/suite.h"
#include "core/support/error.h"

#include <algorithm>
#include <iterator>

namespace interweave {

namespace {

/// The suite's tasks, the on-task one first.
std::vector<EvaluationTask> tasksOf(const SeparationRequest& request)
{
    std::vector<EvaluationTask> tasks = loadSuite(request.suite, request.data);
    const auto on = request.on.empty()
        ? tasks.begin()
        : std::ranges::find(tasks, request.on, &EvaluationTask::name);
    if (on == tasks.end()) {
        std::string known;
        for (const EvaluationTask& task : tasks)
            known += (known.empty() ? "" : ", ") + task.name;
        throw Error(ErrorCode::InvalidArgument, request.suite,
            "no task is named '" + request.on + "'; there are " + known);
    }
    if (tasks.size() == 1)
        throw Error(ErrorCode::InvalidArgument, request.suite,
            "its one task is '" + tasks.front().name
                + "'; at least one other was expected, to be told apart from it");
    std::rotate(tasks.begin(), on, std::next(on));
    if (request.limit > 0)
        for (EvaluationTask& task : tasks)
            task.limit = request.limit;
    return tasks;
}

TaskGate gateOf(std::string task, const TokenShares& shares, const TokenShares* on)
{
    const uint64_t seed = EvaluationOptions().seed;
    TaskGate gate;
    gate.task = std::move(task);
    gate.rows = static_cast<int64_t>(shares.size());
    for (const std::vector<double>& row : shares)
        gate.tokens += static_cast<int64_t>(row.size());
    gate.gate = meanShare(shares, seed);
    if (on)
        gate.auc = separationAuc(shares, *on, seed);
    return gate;
}

} // namespace

GateSeparation measureSeparation(ModelStore& models, const SeparationRequest& request,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    const std::vector<EvaluationTask> tasks = tasksOf(request);
    const auto tokenizer = models.tokenizer(request.model.path);
    const SiameseModel model = models.siamese(request.model, stop);
    if (!model.gate)
        throw Error(ErrorCode::InvalidArgument, request.model.path,
            "has no gate; the separation is that of a gate between base and adapter");

    GateSeparation separation;
    TokenShares on;
    TokenShares allOff;
    for (const EvaluationTask& task : tasks) {
        TokenShares shares = gateSharesOfTask(task, model, *tokenizer, {}, progress, stop);
        if (shares.empty())
            throw Error(ErrorCode::InvalidArgument, task.file.string(),
                "no row of the task '" + task.name + "' has a token to predict");
        if (on.empty()) {
            separation.on = gateOf(task.name, shares, nullptr);
            on = std::move(shares);
            continue;
        }
        separation.off.push_back(gateOf(task.name, shares, &on));
        std::ranges::move(shares, std::back_inserter(allOff));
    }
    separation.allOff = gateOf({}, allOff, &on);
    return separation;
}

} // namespace interweave
