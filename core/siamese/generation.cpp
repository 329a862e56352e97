// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/generation.h"

#include "core/siamese/answer_writer.h"
#include "core/siamese/branch_decoder.h"
#include "core/siamese/remembered_answers.h"
#include "core/siamese/token_chooser.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace interweave {

namespace {

using Answers = std::map<Branch, std::vector<Generation>>;

/// Moves the answers of finished rows into `answers` and returns the indices of the others.
std::vector<int64_t> collectFinished(std::vector<AnswerRow>& rows, Answers& answers)
{
    std::vector<int64_t> kept;
    for (size_t i = 0; i < rows.size(); ++i) {
        AnswerRow& row = rows[i];
        if (row.finished)
            answers[row.branch][row.prompt] = std::move(row.answer);
        else
            kept.push_back(static_cast<int64_t>(i));
    }
    std::erase_if(rows, [](const AnswerRow& row) { return row.finished; });
    return kept;
}

/// Reads the prompts of all rows, which are those of every branch in turn.
BranchDecoder::Step readPrompts(
    BranchDecoder& decoder, const std::vector<AnswerRow>& rows, size_t branches)
{
    std::vector<std::vector<int64_t>> prompts;
    for (size_t i = 0; i < rows.size() / branches; ++i)
        prompts.emplace_back(rows[i].history.begin(), rows[i].history.end());
    return decoder.prefill(prompts);
}

BranchDecoder::Step readNewest(BranchDecoder& decoder, const std::vector<AnswerRow>& rows)
{
    std::vector<int64_t> ids;
    for (const AnswerRow& row : rows)
        ids.push_back(row.history.back());
    return decoder.advance(ids);
}

} // namespace

Answers generateBranches(const SiameseModel& model, const Tokenizer* tokenizer,
    const std::vector<std::vector<TokenId>>& prompts, const Branches& branches,
    const SamplingOptions& options, const BranchTokenCallback& onToken, std::stop_token stop)
{
    const c10::InferenceMode inference;
    const AnswerWriter writer(model, tokenizer, options, onToken);
    TokenChooser chooser(options);
    Answers answers;
    std::vector<AnswerRow> rows;
    int64_t capacity = 0;
    for (const Branch branch : branches) {
        answers[branch].resize(prompts.size());
        for (size_t i = 0; i < prompts.size(); ++i) {
            rows.push_back(writer.start(branch, i, prompts[i]));
            capacity
                = std::max(capacity, rows.back().answer.promptTokens + rows.back().maxNewTokens);
        }
    }
    BranchDecoder decoder(model, branches, capacity);
    std::optional<RememberedAnswers> remembered; // in the decoder's place
    if (RememberedAnswers::canServe(model, branches))
        remembered.emplace(model, capacity);
    collectFinished(rows, answers); // of every branch the same: those that may have no token

    for (bool first = true; !rows.empty(); first = false) {
        if (stop.stop_requested()) {
            for (AnswerRow& row : rows)
                writer.end(row, StopReason::Cancelled);
            collectFinished(rows, answers);
            break;
        }
        const BranchDecoder::Step step = remembered ? remembered->read(rows)
            : first                                 ? readPrompts(decoder, rows, branches.size())
                                                    : readNewest(decoder, rows);
        const std::vector<GeneratedToken> tokens = chooser.choose(*model.decoder, step, rows);
        for (size_t i = 0; i < rows.size(); ++i)
            writer.append(rows[i], tokens[i]);
        const size_t before = rows.size();
        const std::vector<int64_t> kept = collectFinished(rows, answers);
        if (!remembered && !kept.empty() && kept.size() < before)
            decoder.keepAnswers(kept);
    }
    return answers;
}

std::vector<Generation> generate(const SiameseModel& model, const Tokenizer* tokenizer,
    const std::vector<std::vector<TokenId>>& prompts, Branch branch, const SamplingOptions& options,
    const TokenCallback& onToken, std::stop_token stop)
{
    BranchTokenCallback callback;
    if (onToken)
        callback = [&onToken](Branch, size_t prompt, const GeneratedToken& token) {
            onToken(prompt, token);
        };
    return generateBranches(model, tokenizer, prompts, {branch}, options, callback, std::move(stop))
        .at(branch);
}

} // namespace interweave
