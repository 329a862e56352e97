// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_text.h"

#include "app/cli/metric_table.h"
#include "app/cli/text_format.h"
#include "core/support/number_text.h"

#include <map>

namespace interweave {

namespace {

std::string stepOf(const RunSummary& run)
{
    return std::to_string(run.step) + "/" + std::to_string(run.steps);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<TaskResult> newestResults(const std::vector<StoredEvaluation>& evaluations)
{
    std::map<std::pair<std::string, std::string>, TaskResult> newest;
    for (const StoredEvaluation& evaluation : evaluations) // oldest first
        newest[{evaluation.result.task, evaluation.result.branch}] = evaluation.result;
    std::vector<TaskResult> results;
    for (const auto& [taskAndBranch, result] : newest)
        results.push_back(result);
    return results;
}

} // namespace

std::string formatRuns(const std::vector<StoredRun>& runs)
{
    std::vector<std::vector<std::string>> rows{{"id", "name", "status", "step", "tags", "model"}};
    for (const StoredRun& run : runs) {
        const RunSummary& summary = run.summary;
        rows.push_back({summary.id, summary.name, run.deleted.empty() ? summary.status : "deleted",
            stepOf(summary), joined(run.tags), summary.model});
    }
    return formatTable(rows);
}

std::string formatRun(const RunRecord& record)
{
    const RunSummary& run = record.run.summary;
    std::string text = formatFacts({{"run", run.id}, {"name", run.name}, {"status", run.status},
        {"error", run.error}, {"created", run.created}, {"model", run.model}, {"step", stepOf(run)},
        {"rows", formatCount(run.examples)},
        {"trained", formatCount(run.trainedParameters) + " parameters, computed in " + run.dtype},
        {"bad steps", run.badSteps > 0 ? formatCount(run.badSteps) : ""},
        {"tags", joined(record.run.tags)}, {"notes", record.run.notes}, {"folder", run.folder},
        {"adapter", run.adapterFolder}, {"trained model", run.modelFolder},
        {"samples", record.samples.empty() ? "" : std::to_string(record.samples.size())}});
    if (!record.evaluations.empty())
        text += "\n" + formatResults(newestResults(record.evaluations));
    return text + "\n" + run.recipe;
}

} // namespace interweave
