// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/paper_figures.h"
#include "core/api/row_flips.h"
#include "core/api/run_record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// Who was measured.
struct ForgettingVoice {
    std::string label; // "base", "lora", "imsm interwoven"
    std::string run; // id; empty: the base
    std::string branch; // "base", "tuned", "interwoven"
    bool own = false; // the branch that the run was trained for
};

/// One task on the same rows and the same base model, by its main figure.
struct ForgettingTask {
    std::string label; // the task, with what tells it from another of the same name
    std::string metric;
    bool lowerIsBetter = false; // cross_entropy, in nats
    bool percent = true; // a share of 1, shown times 100
    int64_t rows = 0;
    std::vector<std::optional<Estimate>> scores; // one for each voice; absent: was not measured
    /// score ÷ base, one for each voice; only of figures that lie in [0, 1], and where the base's
    /// is above 0.
    std::vector<std::optional<double>> kept{};
};

/// What a run's own branch made of the base's figure of a task.
struct TaskOutcome {
    size_t task = 0; // index in ForgettingView::tasks
    Retention retention;
    std::string verdict; // "learned", "lost", "kept": whether the change's interval leaves out 0
};

/// What one run learned and lost. Over the tasks that are shares, but for the cross-entropy.
struct RunOutcome {
    std::string run; // id
    std::string label;
    bool siamese = false;
    std::vector<TaskOutcome> changes; // tasks that the base did on the same rows, too
    /// Means over tasks, their intervals recovered from the paired ones of the tasks
    /// (meanOfEstimates).
    std::optional<Estimate> meanKept; // of score ÷ base over the tasks that were not learned
    std::optional<Estimate> targetGain; // change of the tasks that were learned
    std::optional<Estimate> averageForgetting; // fall of all others; below 0: they rose
    std::optional<size_t> worst; // index in changes of the deepest fall of a task
    std::optional<Estimate> crossEntropyRise; // of the text tasks, nats
    /// Where the run goes on from the adapter of another one of the view: the tasks in the order in
    /// which they were learned, how the earlier ones changed since each was learned (below 0:
    /// forgetting), and how the later ones had before it. core/report/transfer.h has the formulas.
    std::vector<std::string> sequence;
    std::optional<Estimate> backwardTransfer;
    std::optional<Estimate> forwardTransfer;
};

/// How two runs differ in a task, from the paired change between their own branches.
struct ForgettingClaim {
    size_t task = 0; // index in ForgettingView::tasks
    size_t better = 0; // indices in ForgettingView::outcomes; where it is not certain, by the value
    size_t worse = 0;
    Estimate change; // figure of the better run − that of the other
    bool certain = false; // the 95 % interval leaves out 0
    bool target = false; // one of the two learned the task
};

/// What runs kept and lost of what their base model could do.
struct ForgettingView {
    std::vector<ForgettingVoice> voices; // the base first
    std::vector<ForgettingTask> tasks; // in the order in which they first came
    std::vector<RunOutcome> outcomes; // one for each run
    /// Every other run against the first plain one, or against the first where none is plain.
    std::vector<ForgettingClaim> claims;
    /// One for each run with a gate that could be held against a tuned branch. Shared, since it
    /// holds the prompts of thousands of rows.
    std::vector<std::shared_ptr<const RowFlips>> flips;
    std::vector<PaperMark> paper; // what arXiv 2412.17383 reports of tasks of the same names
    /// All that the runs were measured on, whichever is shown, in the order in which they first
    /// came.
    std::vector<std::string> suites;
};

/// `runs`: with the rows of their evaluations; without them there are scores, but no outcomes.
/// suite: what was measured as a part of this one only; empty: all.
ForgettingView forgettingViewOf(std::vector<RunRecord> runs, const std::string& suite = {});

} // namespace interweave
