// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/scores.h"

#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// What became of a task: its figure rose or fell by more than chance explains (the 95 % interval
/// of the change leaves out 0), or that cannot be told.
enum class Verdict { Learned, Lost, Kept };

/// "learned", "lost", "kept".
const char* name(Verdict verdict);

/// What a run's own branch made of the base's main figure of a task.
struct TaskChange {
    size_t task = 0; // index in Scores::tasks
    Retention retention;
    Verdict verdict = Verdict::Kept;
};

/// What one run kept and lost.
struct RunForgetting {
    std::vector<TaskChange> changes; // tasks that both the run and the base did on the same rows
    /// Over the tasks that were not learned, its interval recovered from theirs (meanOfEstimates).
    std::optional<Estimate> meanKept;

    const TaskChange* find(size_t task) const;
    /// Labels of the tasks with this verdict.
    std::vector<std::string> tasks(const Scores& scores, Verdict verdict) const;
};

/// One for each run.
std::vector<RunForgetting> forgettingOf(const Scores& scores, const std::vector<RunView>& runs);

/// Main figure of `second` − that of `first` on the same rows, resampled together; absent where the
/// two cannot be compared.
std::optional<Retention> pairedChange(
    const StoredEvaluation* first, const StoredEvaluation* second);

Verdict verdictOf(const Retention& retention);

/// Whether the rows behind a figure are there: only they let two be resampled together.
bool hasRows(const TaskResult& result, const MetricResult& metric);

/// Whether every row of the figure is there as 1 (right) or 0.
bool isRightOrWrong(const MetricResult& metric);

} // namespace interweave
