// SPDX-License-Identifier: Apache-2.0
#include "core/api/run_library.h"

#include <algorithm>
#include <ranges>
#include <set>
#include <tuple>

namespace interweave {

namespace {

/// What a result of a base can stand beside: model, task, file, rows.
using BaseKey = std::tuple<std::string, std::string, std::string, int64_t>;

BaseKey keyOf(const StoredEvaluation& evaluation)
{
    return {evaluation.origin.modelHash, evaluation.result.task, evaluation.result.file,
        evaluation.result.score.rows};
}

bool isBase(const StoredEvaluation& evaluation)
{
    return evaluation.result.branch == "base";
}

/// What these runs were measured on without their base.
std::set<BaseKey> missingBases(const std::vector<RunRecord>& records)
{
    std::set<BaseKey> missing;
    for (const RunRecord& record : records)
        for (const StoredEvaluation& evaluation : record.evaluations)
            if (evaluation.finished && !isBase(evaluation) && !evaluation.origin.modelHash.empty())
                missing.insert(keyOf(evaluation));
    for (const RunRecord& record : records)
        for (const StoredEvaluation& evaluation : record.evaluations)
            if (evaluation.finished && isBase(evaluation))
                missing.erase(keyOf(evaluation));
    return missing;
}

} // namespace

std::vector<RunRecord> RunLibrary::recordsWithBases(const std::vector<std::string>& wanted) const
{
    std::vector<RunRecord> records;
    for (const std::string& run : wanted)
        records.push_back(record(run));
    std::set<BaseKey> missing = missingBases(records);
    if (missing.empty())
        return records;
    const std::vector<StoredRun> runs = list();
    for (const StoredRun& run : runs | std::views::reverse) { // the newest first
        const auto isMissing = [&](const StoredEvaluation& evaluation) {
            return evaluation.finished && isBase(evaluation) && missing.contains(keyOf(evaluation));
        };
        if (std::ranges::none_of(evaluations(run.summary.id), isMissing))
            continue;
        for (StoredEvaluation& evaluation : record(run.summary.id).evaluations)
            if (isMissing(evaluation)) {
                missing.erase(keyOf(evaluation));
                records.front().evaluations.push_back(std::move(evaluation));
            }
    }
    return records;
}

} // namespace interweave
