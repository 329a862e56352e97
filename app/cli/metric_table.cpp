// SPDX-License-Identifier: Apache-2.0
#include "app/cli/metric_table.h"

#include "app/cli/text_format.h"
#include "core/support/number_text.h"

namespace interweave {

namespace {

using Cells = std::vector<std::string>;

void addMetrics(std::vector<Cells>& rows, const Cells& before,
    const std::vector<MetricResult>& metrics, const std::string& remark)
{
    for (const MetricResult& metric : metrics) {
        Cells cells = before;
        cells.push_back(metric.metric);
        cells.push_back(formatNumber(metric.estimate.value));
        cells.push_back(
            formatNumber(metric.estimate.low) + " … " + formatNumber(metric.estimate.high));
        cells.push_back(remark);
        rows.push_back(std::move(cells));
    }
}

void addReport(std::vector<Cells>& rows, const Cells& before, const ScoreReport& report)
{
    addMetrics(rows, before, report.metrics, {});
    addMetrics(rows, before, report.alwaysYes, "by always saying yes");
}

} // namespace

std::string formatScore(const ScoreReport& report)
{
    std::vector<Cells> rows{{"metric", "value", "95 % interval", ""}};
    addReport(rows, {}, report);
    return formatTable(rows);
}

std::string formatResults(const std::vector<TaskResult>& results)
{
    std::vector<Cells> rows{{"task", "branch", "rows", "metric", "value", "95 % interval", ""}};
    for (const TaskResult& result : results)
        addReport(rows,
            {result.task,
                result.blend.kind == Blend::Kind::None ? result.branch : label(result.blend),
                std::to_string(result.score.rows)},
            result.score);
    return formatTable(rows);
}

} // namespace interweave
