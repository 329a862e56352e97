// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/eval/text_positions.h"
#include "core/text/tokenizer.h"

#include <stop_token>
#include <vector>

namespace interweave {

/// How far the gate trusts the base at each position of each row that predicts a token: the mean
/// over dimensions of the base memory's share (Mix::baseShare), 1 is base, 0 is tuned. Of a gate
/// with layers only the last mix counts, which the head reads. Records no graph. Throws
/// Error{InvalidArgument} where the model has no gate, Error{CorruptData} for a share that is not
/// finite.
std::vector<std::vector<double>> gateShares(
    const SiameseModel& model, const TokenBatch& batch, const TextQuery& query);

/// The same of a task's rows, in the file's order, none of those without a token to predict: free
/// text, its first options.querySpan tokens the query; or the first accepted answer, or the right
/// choice, after its prompt (tokenised_texts.h). The positions are those of the task's
/// cross-entropy. Throws Error{NotFound, CorruptData, InvalidArgument} for what is wrong with the
/// file, Error{Cancelled} when stopped.
std::vector<std::vector<double>> gateSharesOfTask(const EvaluationTask& task,
    const SiameseModel& model, const Tokenizer& tokenizer, const EvaluationOptions& options = {},
    const EvaluationProgressCallback& progress = {}, std::stop_token stop = {});

} // namespace interweave
