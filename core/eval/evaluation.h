// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/eval/evaluation_log.h"
#include "core/siamese/branch_memories.h"
#include "core/text/tokenizer.h"

#include <map>
#include <stop_token>

namespace interweave {

/// Does one task with some branches of a model in one pass over its rows: base and tuned memories
/// are computed once, however many branches read them (generation.h, text_loss.h,
/// choice_likelihood.h).
///
/// Answers: each "input" is tokenised with special tokens, as in training but uncut, answered
/// greedily, and scored against "output" (metric.h). Text: each "text" is tokenised with special
/// tokens, cut to the task's maxTokens and the model's positions, and predicted (text_loss.h);
/// figures are over all predicted tokens of all texts (metric.h), the rows those of the single
/// texts. 768 tokens, one mean over all tokens, the base untouched by any adapter: HF PEFT's
/// definition of forgetting (its method comparison). After a prompt: the tokens of the first
/// accepted answer, without an end of text, after the tokens that an answer would be generated
/// from. Choice: the log-likelihood of each choice after its prompt, and whether the right one's is
/// the greatest (metric.h).
///
/// Where the task leaves it open, an answer may take 4 new tokens for yes/no tasks, else a quarter
/// more than the longest accepted one.
///
/// With a log, rows that it holds are not done again, and the figures are those of an uninterrupted
/// evaluation. Progress is called between batches on the calling thread. Throws Error{NotFound,
/// CorruptData, InvalidArgument} for what is wrong with the file or the task, Error{Cancelled} when
/// stopped.
std::map<Branch, TaskResult> evaluate(const EvaluationTask& task, const SiameseModel& model,
    const Tokenizer& tokenizer, const Branches& branches, const EvaluationOptions& options = {},
    EvaluationLog* log = nullptr, const EvaluationProgressCallback& progress = {},
    std::stop_token stop = {});

/// Whether the task's figures have a text's distance from the base among them.
bool measuresDistance(const EvaluationTask& task);

/// The task, but of a text whose suite names no metrics the cross-entropy and perplexity alone: the
/// distance from the base takes another pass of the base where a plain adapter is measured.
EvaluationTask withLossOnly(EvaluationTask task);

} // namespace interweave
