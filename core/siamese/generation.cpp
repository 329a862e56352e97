// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/generation.h"

#include "core/siamese/answer_writer.h"
#include "core/siamese/branch_decoder.h"
#include "core/siamese/remembered_answers.h"
#include "core/siamese/token_chooser.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <optional>
#include <utility>

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

/// Reads what is new of open answers.
class Reader {
public:
    Reader(const SiameseModel& model, const Branches& branches, int64_t capacity)
        : m_voices(branches.size())
        , m_decoder(model, branches, capacity)
    {
        if (RememberedAnswers::canServe(model, branches))
            m_remembered.emplace(model, capacity);
    }

    /// At first the prompts; `rows` are then those of every branch in turn.
    BranchDecoder::Step read(const std::vector<AnswerRow>& rows)
    {
        if (m_remembered)
            return m_remembered->read(rows);
        if (std::exchange(m_isFirst, false)) {
            std::vector<std::vector<int64_t>> prompts;
            for (size_t i = 0; i < rows.size() / m_voices; ++i)
                prompts.emplace_back(rows[i].history.begin(), rows[i].history.end());
            return m_decoder.prefill(prompts);
        }
        std::vector<int64_t> ids;
        for (const AnswerRow& row : rows)
            ids.push_back(row.history.back());
        return m_decoder.advance(ids);
    }

    void keep(const std::vector<int64_t>& answers)
    {
        if (!m_remembered) // it sees for itself which answers are read
            m_decoder.keepAnswers(answers);
    }

private:
    size_t m_voices;
    BranchDecoder m_decoder;
    std::optional<RememberedAnswers> m_remembered; // in the decoder's place
    bool m_isFirst = true;
};

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
    Reader reader(model, branches, capacity);
    collectFinished(rows, answers); // of every branch the same: those that may have no token

    while (!rows.empty()) {
        if (stop.stop_requested()) {
            for (AnswerRow& row : rows)
                writer.end(row, StopReason::Cancelled);
            collectFinished(rows, answers);
            break;
        }
        const BranchDecoder::Step step = reader.read(rows);
        const std::vector<GeneratedToken> tokens = chooser.choose(*model.decoder, step, rows);
        for (size_t i = 0; i < rows.size(); ++i)
            writer.append(rows[i], tokens[i]);
        const size_t before = rows.size();
        const std::vector<int64_t> kept = collectFinished(rows, answers);
        if (!kept.empty() && kept.size() < before)
            reader.keep(kept);
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
