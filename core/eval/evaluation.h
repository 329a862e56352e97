// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/siamese/siamese_model.h"
#include "core/text/tokenizer.h"

#include <stop_token>

namespace interweave {

/// Does one task with one branch of a model.
///
/// Answers: each "input" is tokenised with special tokens, as in training but uncut, answered
/// greedily, and scored against "output" (metric.h). Text: each "text" is tokenised with special
/// tokens, cut to the model's positions, and predicted (text_loss.h); "cross_entropy" is the mean
/// over all predicted tokens of all texts, its interval bootstrapped over the texts, "perplexity"
/// the exponential of all three figures; the rows are those of the single texts.
///
/// Where the task leaves it open, an answer may take 4 new tokens for yes/no tasks, else a quarter
/// more than the longest accepted one.
///
/// Progress is called between batches on the calling thread. Throws Error{NotFound, CorruptData,
/// InvalidArgument} for what is wrong with the file or the task, Error{Cancelled} when stopped.
TaskResult evaluate(const EvaluationTask& task, const SiameseModel& model,
    const Tokenizer& tokenizer, Branch branch, const EvaluationOptions& options = {},
    const EvaluationProgressCallback& progress = {}, std::stop_token stop = {});

} // namespace interweave
