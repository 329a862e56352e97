// SPDX-License-Identifier: Apache-2.0
#include "core/eval/score.h"

#include "core/data/data_rows.h"

namespace interweave {

ScoreReport score(
    std::span<const AnsweredRow> rows, const std::vector<std::string>& metrics, uint64_t seed)
{
    ScoreReport report;
    report.rows = static_cast<int64_t>(rows.size());
    for (const std::string& metric : metrics)
        report.metrics.push_back(measure(metric, rows, seed));
    if (!isYesNo(rows))
        return report;

    std::vector<AnsweredRow> yesEverywhere(rows.begin(), rows.end());
    for (AnsweredRow& row : yesEverywhere)
        row.prediction = "yes";
    for (const std::string& metric : metrics)
        report.alwaysYes.push_back(measure(metric, yesEverywhere, seed));
    return report;
}

std::vector<AnsweredRow> readPredictions(const std::filesystem::path& file)
{
    std::vector<AnsweredRow> rows;
    for (DataRow& row : readDataRows({.path = file, .inputField = "prediction"}).rows)
        rows.push_back({std::move(row.outputs), std::move(row.input)});
    return rows;
}

} // namespace interweave
