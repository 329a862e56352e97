// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/evaluation_log.h"

#include <vector>

namespace interweave {

/// A log in front of another one, with rows that are known from elsewhere: of the same thing under
/// another name. What the other one lacks of them it gets.
class KnownRows : public EvaluationLog {
public:
    /// `log`: null or what is to keep the rows; must outlive it.
    KnownRows(std::vector<EvaluatedRow> rows, EvaluationLog* log);

    std::vector<EvaluatedRow> finished(const EvaluationKey& key) override;
    void take(const EvaluationKey& key, const std::vector<EvaluatedRow>& rows) override;

private:
    std::vector<EvaluatedRow> m_rows;
    EvaluationLog* m_log;
};

/// The rows of a result as if `branch` had made them, without a text's distance from the base: for
/// tasks that do not measure it.
std::vector<EvaluatedRow> rowsAs(Branch branch, const TaskResult& result);

} // namespace interweave
