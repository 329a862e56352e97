// SPDX-License-Identifier: Apache-2.0
#include "core/eval/score.h"

#include "core/eval/json_lines.h"

#include <nlohmann/json.hpp>

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
    forEachJsonLine(file, [&](const nlohmann::json& object, int64_t line) {
        const std::string where = file.string() + ":" + std::to_string(line);
        rows.push_back({acceptedAnswers(object, where), textField(object, "prediction", where)});
    });
    return rows;
}

} // namespace interweave
