// SPDX-License-Identifier: Apache-2.0
#include "core/data/choice_rows.h"
#include "core/eval/choice_likelihood.h"
#include "core/eval/metric.h"
#include "core/eval/task_run.h"
#include "core/support/error.h"

#include <algorithm>

namespace interweave {

namespace {

TokenisedChoices tokenise(const TaskJob& job, const ChoiceRow& row)
{
    TokenisedChoices result;
    int64_t longest = 0;
    for (const std::string& choice : row.choices) {
        const std::vector<TokenId> ids = job.tokenizer.encode(choice, {.addSpecial = false});
        if (ids.empty())
            throw Error(ErrorCode::InvalidArgument,
                job.task.file.string() + ":" + std::to_string(row.line),
                "the choice '" + choice + "' has no token");
        longest = std::max(longest, static_cast<int64_t>(ids.size()));
        result.choices.emplace_back(ids.begin(), ids.end());
    }
    // The last token of a choice is predicted, never read.
    const std::vector<TokenId> prompt = encodePrompt(job, row.input, row.line, longest - 1);
    result.prompt.assign(prompt.begin(), prompt.end());
    return result;
}

/// The tokens that a row's batch holds for it: its prompt once for each choice that is read on.
int64_t lengthOf(const TokenisedChoices& row)
{
    auto length = static_cast<int64_t>(row.prompt.size());
    for (const std::vector<int64_t>& choice : row.choices)
        length += static_cast<int64_t>(choice.size()) - 1;
    return length;
}

ChoicePrediction predictionOf(
    const ChoiceRow& row, const TokenisedChoices& tokens, const std::vector<double>& likelihoods)
{
    ChoicePrediction result{
        row.line, row.input, {}, row.answer, 0, 0, static_cast<int64_t>(tokens.prompt.size())};
    std::vector<double> perByte;
    for (size_t i = 0; i < likelihoods.size(); ++i) {
        result.choices.push_back(
            {row.choices[i], likelihoods[i], static_cast<int64_t>(tokens.choices[i].size())});
        perByte.push_back(likelihoods[i] / static_cast<double>(row.choices[i].size()));
    }
    result.likeliest = std::ranges::max_element(likelihoods) - likelihoods.begin();
    result.likeliestPerByte = std::ranges::max_element(perByte) - perByte.begin();
    return result;
}

/// How often the right choice is the one that `chosen` names.
MetricResult accuracy(
    std::string name, const std::vector<ChoicePrediction>& rows, int64_t ChoicePrediction::*chosen)
{
    std::vector<double> right;
    for (const ChoicePrediction& row : rows)
        right.push_back(row.*chosen == row.answer ? 1.0 : 0.0);
    return proportion(std::move(name), std::move(right));
}

bool sameChoices(const ChoicePrediction& a, const ChoicePrediction& b)
{
    return std::ranges::equal(a.choices, b.choices, {}, &ChoiceScore::text, &ChoiceScore::text);
}

/// All; but mcc only where every row has the same choices.
std::vector<std::string> defaultMetrics(const std::vector<ChoicePrediction>& rows)
{
    std::vector<std::string> names = choiceMetricNames();
    if (!std::ranges::all_of(
            rows, [&](const ChoicePrediction& row) { return sameChoices(row, rows.front()); }))
        std::erase(names, "mcc");
    return names;
}

ScoreReport scoreOf(const TaskJob& job, const std::vector<ChoicePrediction>& rows)
{
    ScoreReport report{static_cast<int64_t>(rows.size()), {}, {}};
    for (const std::string& name :
        job.task.metrics.empty() ? defaultMetrics(rows) : job.task.metrics) {
        if (name == "acc")
            report.metrics.push_back(accuracy(name, rows, &ChoicePrediction::likeliest));
        else if (name == "acc_norm")
            report.metrics.push_back(accuracy(name, rows, &ChoicePrediction::likeliestPerByte));
        else if (name == "mcc")
            report.metrics.push_back(
                bootstrapped(name, matthewsOfChoices(rows), rows.size(), job.options.seed));
    }
    return report;
}

} // namespace

std::map<Branch, TaskResult> chooseRows(const TaskJob& job)
{
    const std::vector<ChoiceRow> data
        = readChoiceRows(job.task.file, job.task.limit, job.task.choices);
    std::vector<TokenisedChoices> tokens;
    std::vector<int64_t> lengths;
    for (const ChoiceRow& row : data) {
        tokens.push_back(tokenise(job, row));
        lengths.push_back(lengthOf(tokens.back()));
    }

    const auto work = [&](const std::vector<size_t>& batch, const Branches& branches) {
        std::vector<TokenisedChoices> batchRows;
        for (const size_t row : batch)
            batchRows.push_back(tokens[row]);
        std::vector<EvaluatedRow> rows;
        for (const auto& [branch, likelihoods] :
            choiceLogLikelihoods(job.model, batchRows, branches))
            for (size_t i = 0; i < batch.size(); ++i)
                rows.push_back({branch, static_cast<int64_t>(batch[i]),
                    predictionOf(data[batch[i]], batchRows[i], likelihoods[i])});
        return rows;
    };
    std::string settings = "choice";
    for (const std::string& choice : job.task.choices)
        settings += '\0' + choice;
    const TaskRows done = runTask(job, hashSettings(job, settings), lengths, work);

    std::map<Branch, TaskResult> results;
    for (const auto& [branch, rows] : done.results) {
        TaskResult& result = results[branch];
        for (const RowResult& row : rows) {
            result.choices.push_back(std::get<ChoicePrediction>(row));
            for (const ChoiceScore& choice : result.choices.back().choices)
                result.tokens += choice.tokens;
        }
        result.score = scoreOf(job, result.choices);
        result.rowsFromLog = done.fromLog.at(branch);
        result.seconds = done.seconds;
    }
    return results;
}

} // namespace interweave
