// SPDX-License-Identifier: Apache-2.0
#include "core/eval/known_rows.h"

#include <set>
#include <utility>

namespace interweave {

KnownRows::KnownRows(std::vector<EvaluatedRow> rows, EvaluationLog* log)
    : m_rows(std::move(rows))
    , m_log(log)
{
}

std::vector<EvaluatedRow> KnownRows::finished(const EvaluationKey& key)
{
    std::vector<EvaluatedRow> rows;
    if (m_log)
        rows = m_log->finished(key);
    std::set<std::pair<Branch, int64_t>> kept;
    for (const EvaluatedRow& row : rows)
        kept.emplace(row.branch, row.row);
    std::vector<EvaluatedRow> missing;
    for (const EvaluatedRow& row : m_rows)
        if (!kept.contains({row.branch, row.row}))
            missing.push_back(row);
    if (!missing.empty())
        take(key, missing);
    rows.insert(rows.end(), missing.begin(), missing.end());
    return rows;
}

void KnownRows::take(const EvaluationKey& key, const std::vector<EvaluatedRow>& rows)
{
    if (m_log)
        m_log->take(key, rows);
}

std::vector<EvaluatedRow> rowsAs(Branch branch, const TaskResult& result)
{
    std::vector<EvaluatedRow> rows;
    const auto append = [&](RowResult row) {
        rows.push_back({branch, static_cast<int64_t>(rows.size()), std::move(row)});
    };
    for (const Prediction& answer : result.predictions)
        append(answer);
    for (const TextPrediction& text : result.texts)
        append(TextPrediction{text.tokens, text.crossEntropy});
    for (const ChoicePrediction& choice : result.choices)
        append(choice);
    return rows;
}

} // namespace interweave
