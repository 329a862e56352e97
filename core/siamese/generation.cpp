// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/generation.h"

#include "core/siamese/branch_decoder.h"
#include "core/siamese/sampling.h"
#include "core/support/error.h"
#include "core/support/random.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

namespace interweave {

namespace {

using Clock = std::chrono::steady_clock;

/// One answer in the making.
struct Row {
    size_t prompt = 0;
    int64_t maxNewTokens = 0;
    std::vector<TokenId> history; // prompt and answer
    std::unique_ptr<StreamDecoder> stream;
    Generation answer;
    bool finished = false;
};

/// The next token of each row, chosen on the model's device where that is possible, with one wait
/// for it.
class TokenChooser {
public:
    explicit TokenChooser(const SamplingOptions& options)
        : m_sampler(options)
        , m_seed(options.seed)
    {
    }

    std::vector<GeneratedToken> choose(
        const Decoder& decoder, const BranchDecoder::Step& step, const std::vector<Row>& rows)
    {
        const at::Tensor logits = decoder.logits(step.hidden).to(at::kFloat);
        return m_sampler.takesLargest() ? largest(logits, step.baseShare)
                                        : drawn(logits, step.baseShare, rows);
    }

private:
    std::vector<GeneratedToken> largest(const at::Tensor& logits, const at::Tensor& baseShare) const
    {
        const auto [values, ids] = at::max(logits, 1);
        const at::Tensor logprobs = values - at::logsumexp(logits, 1);
        const at::Tensor shares = baseShare.defined() ? baseShare : at::full_like(values, -1.0);
        // A vocabulary index is exact in fp64.
        const at::Tensor table
            = at::stack({ids.to(at::kDouble), logprobs.to(at::kDouble), shares.to(at::kDouble)}, 1)
                  .to(at::kCPU);
        const auto* entry = table.const_data_ptr<double>();
        std::vector<GeneratedToken> tokens;
        for (int64_t row = 0; row < table.size(0); ++row, entry += 3)
            tokens.push_back({static_cast<TokenId>(entry[0]), {}, entry[1], entry[2]});
        return tokens;
    }

    std::vector<GeneratedToken> drawn(
        const at::Tensor& logits, const at::Tensor& baseShare, const std::vector<Row>& rows)
    {
        const at::Tensor table = logits.to(at::kCPU).contiguous();
        const at::Tensor shares = baseShare.defined() ? baseShare.to(at::kCPU) : at::Tensor();
        const auto vocabulary = static_cast<size_t>(table.size(1));
        std::vector<GeneratedToken> tokens;
        for (size_t i = 0; i < rows.size(); ++i) {
            // A pure function of seed, prompt and place: no matter which rows have ended.
            const uint64_t draw = deriveSeed(m_seed, {rows[i].prompt, rows[i].answer.ids.size()});
            const auto [id, logprob]
                = m_sampler.choose({table.const_data_ptr<float>() + i * vocabulary, vocabulary},
                    rows[i].history, Random(draw).uniform());
            const double share
                = shares.defined() ? static_cast<double>(shares.const_data_ptr<float>()[i]) : -1.0;
            tokens.push_back({id, {}, logprob, share});
        }
        return tokens;
    }

    Sampler m_sampler;
    uint64_t m_seed;
};

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

class Answering {
public:
    Answering(const SiameseModel& model, const Tokenizer* tokenizer, const SamplingOptions& options,
        const TokenCallback& onToken)
        : m_options(options)
        , m_ends(endIds(model, tokenizer, options))
        , m_onToken(onToken)
    {
    }

    /// Appends a token to a row and says whether that ended the answer.
    void append(Row& row, GeneratedToken token) const
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
            m_onToken(row.prompt, answer.tokens.back());
    }

    void end(Row& row, StopReason reason) const
    {
        Generation& answer = row.answer;
        if (row.stream && reason != StopReason::StopString)
            answer.text += row.stream->finish();
        answer.stopReason = reason;
        answer.seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
        answer.tokensPerSecond
            = static_cast<double>(answer.ids.size()) / std::max(answer.seconds, 1e-9);
        row.finished = true;
    }

private:
    const SamplingOptions& m_options;
    std::set<TokenId> m_ends;
    const TokenCallback& m_onToken;
    Clock::time_point m_start = Clock::now();
};

Row startRow(const SiameseModel& model, const Tokenizer* tokenizer, size_t index,
    const std::vector<TokenId>& prompt, int64_t maxNewTokens)
{
    const auto length = static_cast<int64_t>(prompt.size());
    const int64_t positions = model.decoder->config().maxPositions;
    if (length < 1 || length > positions)
        throw Error(ErrorCode::InvalidArgument, "prompt " + std::to_string(index),
            std::to_string(length) + " tokens, expected 1 to " + std::to_string(positions));
    Row row{index, std::min(maxNewTokens, positions - length), prompt, {}, {}, false};
    row.answer.promptTokens = length;
    if (tokenizer)
        row.stream = std::make_unique<StreamDecoder>(*tokenizer);
    return row;
}

/// Moves the answers of finished rows into `answers` and returns the indices of the others.
std::vector<int64_t> collectFinished(std::vector<Row>& rows, std::vector<Generation>& answers)
{
    std::vector<int64_t> kept;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].finished)
            answers[rows[i].prompt] = std::move(rows[i].answer);
        else
            kept.push_back(static_cast<int64_t>(i));
    }
    std::erase_if(rows, [](const Row& row) { return row.finished; });
    return kept;
}

} // namespace

std::vector<Generation> generate(const SiameseModel& model, const Tokenizer* tokenizer,
    const std::vector<std::vector<TokenId>>& prompts, Branch branch, const SamplingOptions& options,
    const TokenCallback& onToken, std::stop_token stop)
{
    const c10::InferenceMode inference;
    const Answering answering(model, tokenizer, options, onToken);
    TokenChooser chooser(options);
    std::vector<Generation> answers(prompts.size());
    std::vector<Row> rows;
    int64_t capacity = 0;
    for (size_t i = 0; i < prompts.size(); ++i) {
        rows.push_back(startRow(model, tokenizer, i, prompts[i], options.maxNewTokens));
        capacity = std::max(capacity, rows.back().answer.promptTokens + rows.back().maxNewTokens);
        if (rows.back().maxNewTokens < 1)
            answering.end(rows.back(), StopReason::Length);
    }
    collectFinished(rows, answers);

    std::optional<BranchDecoder> decoder;
    while (!rows.empty()) {
        if (stop.stop_requested()) {
            for (Row& row : rows)
                answering.end(row, StopReason::Cancelled);
            collectFinished(rows, answers);
            break;
        }
        BranchDecoder::Step step;
        if (!decoder) {
            std::vector<std::vector<int64_t>> ids;
            for (const Row& row : rows)
                ids.emplace_back(row.history.begin(), row.history.end());
            decoder.emplace(model, branch, static_cast<int64_t>(rows.size()), capacity);
            step = decoder->prefill(ids);
        } else {
            std::vector<int64_t> ids;
            for (const Row& row : rows)
                ids.push_back(row.history.back());
            step = decoder->advance(ids);
        }
        const std::vector<GeneratedToken> tokens = chooser.choose(*model.decoder, step, rows);
        for (size_t i = 0; i < rows.size(); ++i)
            answering.append(rows[i], tokens[i]);
        const size_t before = rows.size();
        const std::vector<int64_t> kept = collectFinished(rows, answers);
        if (!kept.empty() && kept.size() < before)
            decoder->keepRows(kept);
    }
    return answers;
}

} // namespace interweave
