// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/run_view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// Who was measured.
struct Voice {
    std::string label; // "base", "lora", "imsm interwoven"
    std::string colour; // class of report.css
    bool pale = false; // the tuned half of a siamese run, where a plain run has the full colour
    int run = -1; // index of the view; −1: the base
    std::string branch;
};

/// One task on the same rows and the same base model: what may be compared.
struct ScoredTask {
    std::string label; // the task, with what tells it from another of the same name
    std::string task;
    std::string file;
    int64_t rows = 0;
    std::string model; // RunView::modelKey
    std::vector<const StoredEvaluation*> results; // one for each voice; null: was not measured

    /// The result of the base; null without.
    const StoredEvaluation* base() const { return results.front(); }
};

/// Every final score: of each task and branch the newest finished evaluation. One that was asked
/// for (no step) counts as later than any that was made while training.
struct Scores {
    std::vector<Voice> voices; // the base first, then each run's branches
    std::vector<ScoredTask> tasks; // in the order in which they first came

    /// Index in voices of a run's own branch; absent where it was not measured.
    std::optional<size_t> ownVoice(const std::vector<RunView>& runs, size_t run) const;
};

/// A base result kept with one run serves every run of the same model, task, file and rows.
Scores scoresOf(const std::vector<RunView>& runs);

/// Leaves only what was measured as a part of this suite; empty: all.
void keepSuite(std::vector<RunRecord>& runs, const std::string& suite);

/// The figure that stands for the task: its first. Null without any.
const MetricResult* mainMetric(const StoredEvaluation* evaluation);
/// The metric that stands for a task whoever was measured on it; empty without any.
std::string mainMetricName(const ScoredTask& task);
/// Null where the result is, or has no such figure.
const MetricResult* metricOf(const StoredEvaluation* evaluation, const std::string& name);
const MetricResult* findMetric(const std::vector<MetricResult>& metrics, const std::string& name);

} // namespace interweave
