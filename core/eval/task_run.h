// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/evaluation.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace interweave {

/// What every kind of task needs beside its rows. For the files of this folder.
struct TaskJob {
    const EvaluationTask& task;
    const SiameseModel& model;
    const Tokenizer& tokenizer;
    const Branches& branches;
    const EvaluationOptions& options;
    EvaluationLog* log; // may be null
    const EvaluationProgressCallback& progress;
    std::stop_token stop;
};

/// One kind of task each: every branch's result, with score and rows, without names and speed.
std::map<Branch, TaskResult> answerRows(const TaskJob& job);
std::map<Branch, TaskResult> predictTexts(const TaskJob& job);
std::map<Branch, TaskResult> chooseRows(const TaskJob& job);

/// The prompt with special tokens. Throws Error{InvalidArgument} naming the line where it and
/// `room` more tokens do not fit the model's positions.
std::vector<TokenId> encodePrompt(
    const TaskJob& job, const std::string& input, int64_t line, int64_t room);

/// Hash of the task's data file and of `settings`: the second half of an EvaluationKey.
std::string hashSettings(const TaskJob& job, const std::string& settings);

/// The rows of one batch, each by all branches, in any order.
using BatchWork = std::function<std::vector<EvaluatedRow>(
    const std::vector<size_t>& rows, const Branches& branches)>;

struct TaskRows {
    std::map<Branch, std::vector<RowResult>> results; // in the file's order
    std::map<Branch, int64_t> fromLog; // rows not done by this call
    double seconds = 0.0; // 0 where none was done
};

/// Does a task's rows, of these lengths in tokens, in batches of similar length. Batches are a
/// function of the lengths alone; those that the log holds whole are not done again, others are
/// done from their start, so that a resumed task computes what the uninterrupted one would have
/// computed. Finished batches go to the log. Throws Error{Cancelled} when stopped.
TaskRows runTask(const TaskJob& job, const std::string& settings,
    const std::vector<int64_t>& lengths, const BatchWork& work);

} // namespace interweave
