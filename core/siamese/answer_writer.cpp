// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/answer_writer.h"

#include "core/support/error.h"

#include <algorithm>

namespace interweave {

namespace {

std::set<TokenId> endIds(
    const SiameseModel& model, const Tokenizer* tokenizer, const SamplingOptions& options)
{
    std::set<TokenId> ids(options.stopIds.begin(), options.stopIds.end());
    ids.insert(model.decoder->config().eosIds.begin(), model.decoder->config().eosIds.end());
    if (tokenizer && tokenizer->eosId())
        ids.insert(*tokenizer->eosId());
    return ids;
}

/// Cuts the answer before the first stop string that the newest text completes.
bool cutAtStopString(std::string& text, size_t newText, const std::vector<std::string>& stopStrings)
{
    size_t cut = std::string::npos;
    for (const std::string& stop : stopStrings)
        if (!stop.empty() && newText > 0)
            cut = std::min(cut,
                text.find(stop, text.size() - std::min(text.size(), newText + stop.size() - 1)));
    if (cut == std::string::npos)
        return false;
    text.resize(cut);
    return true;
}

} // namespace

AnswerWriter::AnswerWriter(const SiameseModel& model, const Tokenizer* tokenizer,
    const SamplingOptions& options, const BranchTokenCallback& onToken)
    : m_positions(model.decoder->config().maxPositions)
    , m_tokenizer(tokenizer)
    , m_options(options)
    , m_ends(endIds(model, tokenizer, options))
    , m_onToken(onToken)
{
}

AnswerRow AnswerWriter::start(Branch branch, size_t prompt, const std::vector<TokenId>& ids) const
{
    const auto length = static_cast<int64_t>(ids.size());
    if (length < 1 || length > m_positions)
        throw Error(ErrorCode::InvalidArgument, "prompt " + std::to_string(prompt),
            std::to_string(length) + " tokens, expected 1 to " + std::to_string(m_positions));
    AnswerRow row{
        branch, prompt, std::min(m_options.maxNewTokens, m_positions - length), ids, {}, {}, false};
    row.answer.promptTokens = length;
    if (m_tokenizer)
        row.stream = std::make_unique<StreamDecoder>(*m_tokenizer);
    if (row.maxNewTokens < 1)
        end(row, StopReason::Length);
    return row;
}

void AnswerWriter::append(AnswerRow& row, GeneratedToken token) const
{
    Generation& answer = row.answer;
    row.history.push_back(token.id);
    answer.ids.push_back(token.id);
    const bool ended = m_ends.contains(token.id);
    if (row.stream && !ended)
        token.text = row.stream->add(token.id);
    answer.text += token.text;
    answer.tokens.push_back(token);
    if (ended)
        end(row, StopReason::EndOfSequence);
    else if (cutAtStopString(answer.text, token.text.size(), m_options.stopStrings))
        end(row, StopReason::StopString);
    else if (static_cast<int64_t>(answer.ids.size()) >= row.maxNewTokens)
        end(row, StopReason::Length);
    if (m_onToken)
        m_onToken(row.branch, row.prompt, answer.tokens.back());
}

void AnswerWriter::end(AnswerRow& row, StopReason reason) const
{
    Generation& answer = row.answer;
    if (row.stream && reason != StopReason::StopString)
        answer.text += row.stream->finish();
    answer.stopReason = reason;
    answer.seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    answer.tokensPerSecond
        = static_cast<double>(answer.ids.size()) / std::max(answer.seconds, 1e-9);
    row.finished = true;
}

} // namespace interweave
