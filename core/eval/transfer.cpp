// SPDX-License-Identifier: Apache-2.0
#include "core/eval/transfer.h"

#include "core/eval/statistics.h"
#include "core/support/error.h"

#include <string>

namespace interweave {

namespace {

void requireTasks(size_t found, size_t expected)
{
    if (found != expected || expected == 0)
        throw Error(ErrorCode::InvalidArgument, "transfer",
            std::to_string(found) + " figures for " + std::to_string(expected)
                + " tasks, one for each was expected");
}

} // namespace

RunTransfer transferOf(std::span<const Estimate> run, std::span<const Estimate> base, size_t target)
{
    requireTasks(run.size(), base.size());
    if (target >= base.size())
        throw Error(ErrorCode::InvalidArgument, "transfer",
            "task " + std::to_string(target) + " is none of the " + std::to_string(base.size()));
    RunTransfer result;
    std::vector<EstimatePair> fallen;
    double deepest = 0.0;
    for (size_t task = 0; task < base.size(); ++task) {
        const EstimatePair pair{base[task], run[task]};
        result.changes.push_back(meanDifference({&pair, 1}));
        result.kept.push_back(base[task].value > 0.0
                ? std::optional(run[task].value / base[task].value)
                : std::nullopt);
        if (task == target)
            continue;
        fallen.push_back({run[task], base[task]});
        if (result.changes.back().value < deepest) {
            deepest = result.changes.back().value;
            result.worst = task;
        }
    }
    result.targetGain = result.changes[target];
    if (!fallen.empty())
        result.averageForgetting = meanDifference(fallen);
    return result;
}

SequenceTransfer sequenceTransfer(
    std::span<const std::vector<Estimate>> figures, std::span<const Estimate> base)
{
    const size_t tasks = figures.size();
    requireTasks(base.size(), tasks);
    for (const std::vector<Estimate>& row : figures)
        requireTasks(row.size(), tasks);
    std::vector<EstimatePair> last;
    std::vector<EstimatePair> back;
    std::vector<EstimatePair> ahead;
    for (size_t task = 0; task < tasks; ++task) {
        last.push_back({{}, figures.back()[task]}); // the mean of a difference from 0
        if (task + 1 < tasks)
            back.push_back({figures[task][task], figures.back()[task]});
        if (task > 0)
            ahead.push_back({base[task], figures[task - 1][task]});
    }
    SequenceTransfer result;
    result.averageAccuracy = meanDifference(last);
    if (tasks > 1) {
        result.backward = meanDifference(back);
        result.forward = meanDifference(ahead);
    }
    return result;
}

} // namespace interweave
