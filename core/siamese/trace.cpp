// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/trace.h"

#include "core/model/index_tensor.h"
#include "core/siamese/logit_split.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace interweave {

namespace {

constexpr int64_t kTokensAtOnce = 32; // bounds the memory of the five [tokens, vocabulary] matrices

std::vector<TextToken> withTexts(const Tokenizer* tokenizer, std::span<const TokenId> ids)
{
    std::vector<TextToken> tokens;
    std::optional<StreamDecoder> stream;
    if (tokenizer)
        stream.emplace(*tokenizer);
    for (const TokenId id : ids) {
        const bool special = tokenizer && tokenizer->isSpecial(id);
        tokens.push_back({id,
            special      ? tokenizer->piece(id)
                : stream ? stream->add(id)
                         : std::string()});
    }
    return tokens;
}

/// One voice's log-probabilities at some tokens, fp32 [tokens, vocabulary].
struct Voice {
    at::Tensor logprobs;
    at::Tensor chosen; // fp64 [tokens] on the CPU
    at::Tensor topIds; // int64 [tokens, k] on the CPU
    at::Tensor topProbabilities; // fp64 [tokens, k] on the CPU

    Voice(const at::Tensor& logits, const at::Tensor& tokens, int64_t topK)
        : logprobs(at::log_softmax(logits.to(at::kFloat), 1))
        , chosen(logprobs.gather(1, tokens).squeeze(1).exp().to(at::kCPU).to(at::kDouble))
    {
        const auto [values, ids] = at::topk(logprobs, std::min(topK, logprobs.size(1)), 1);
        topIds = ids.to(at::kCPU);
        topProbabilities = values.exp().to(at::kCPU).to(at::kDouble);
    }

    VoiceTrace at(int64_t row, const Tokenizer* tokenizer) const
    {
        VoiceTrace trace;
        trace.chosenProbability = chosen.const_data_ptr<double>()[row];
        const int64_t k = topIds.size(1);
        for (int64_t i = row * k; i < (row + 1) * k; ++i) {
            const auto id = static_cast<TokenId>(topIds.const_data_ptr<int64_t>()[i]);
            trace.top.push_back({id, tokenizer ? tokenizer->decode({&id, 1}, true) : std::string(),
                topProbabilities.const_data_ptr<double>()[i]});
        }
        return trace;
    }
};

/// KL(p ‖ q) of each row, natural logarithms. p, q: log-probabilities.
at::Tensor divergence(const at::Tensor& p, const at::Tensor& q)
{
    return (p.exp() * (p - q)).sum(1);
}

/// fp64 [tokens, rank] on the CPU; [tokens, 0] for a mode without a gate.
at::Tensor gateChannels(const Gate& gate, const Memories& memories)
{
    if (!gate.hasGate())
        return at::zeros({memories.base.size(0), 0}, at::kDouble);
    return gate.contributions(gate.channels(memories)).to(at::kCPU).to(at::kDouble);
}

/// Fills the traces of some neighbouring tokens from their memories.
void traceTokens(const SiameseModel& model, const Tokenizer* tokenizer, const Memories& memories,
    int64_t topK, std::span<TokenTrace> traces)
{
    const Decoder& decoder = *model.decoder;
    const Mix mix = model.gate->mix(memories);
    const at::Tensor& share = mix.baseShare;
    std::vector<int64_t> ids;
    for (const TokenTrace& trace : traces)
        ids.push_back(trace.token.id);
    const at::Tensor tokens = indexTensor(ids, share.device()).unsqueeze(1);
    const auto ofToken = [&](const at::Tensor& logits) {
        return logits.to(at::kFloat).gather(1, tokens).squeeze(1);
    };

    const at::Tensor logits = decoder.logits(mix.hidden);
    const Voice base(decoder.logits(memories.base), tokens, topK);
    const Voice tuned(decoder.logits(memories.tuned), tokens, topK);
    const Voice interwoven(logits, tokens, topK);
    const LogitSplit split = splitLogits(decoder, model.gate->parts(memories));
    const at::Tensor channels = gateChannels(*model.gate, memories);

    const at::Tensor table
        = at::stack({share.mean(1), share.std(1, /*unbiased=*/false), share.amin(1), share.amax(1),
                        divergence(base.logprobs, interwoven.logprobs),
                        divergence(tuned.logprobs, interwoven.logprobs),
                        -(interwoven.logprobs.exp() * interwoven.logprobs).sum(1), ofToken(logits),
                        ofToken(split.fromBase), ofToken(split.fromTuned)},
            1)
              .to(at::kCPU)
              .to(at::kDouble);
    for (size_t i = 0; i < traces.size(); ++i) {
        const auto row = static_cast<int64_t>(i);
        const double* value = table.const_data_ptr<double>() + row * table.size(1);
        const double* channel = channels.const_data_ptr<double>() + row * channels.size(1);
        TokenTrace& trace = traces[i];
        for (double* field : {&trace.gateMean, &trace.gateStd, &trace.gateMin, &trace.gateMax,
                 &trace.klBase, &trace.klTuned, &trace.entropy, &trace.logit, &trace.logitFromBase,
                 &trace.logitFromTuned})
            *field = *value++;
        trace.logitRest = trace.logit - trace.logitFromBase - trace.logitFromTuned;
        trace.channels.assign(channel, channel + channels.size(1));
        trace.base = base.at(row, tokenizer);
        trace.tuned = tuned.at(row, tokenizer);
        trace.interwoven = interwoven.at(row, tokenizer);
    }
}

} // namespace

Trace traceAnswer(const SiameseModel& model, const Tokenizer* tokenizer,
    std::span<const TokenId> prompt, std::span<const TokenId> answer, int64_t topK,
    std::stop_token stop)
{
    model.require(Branch::Interwoven);
    if (prompt.empty() || answer.empty() || topK < 1)
        throw Error(ErrorCode::InvalidArgument, "trace",
            "expected a prompt, an answer and at least one candidate");
    const c10::InferenceMode inference;
    Trace trace;
    trace.query = withTexts(tokenizer, prompt);
    for (TextToken& token : withTexts(tokenizer, answer)) {
        trace.answer.emplace_back();
        trace.answer.back().token = std::move(token);
    }
    trace.adapterHash = model.adapter->hash();
    trace.gateHash = model.gate->hash();

    std::vector<int64_t> row(prompt.begin(), prompt.end());
    row.insert(
        row.end(), answer.begin(), answer.end() - 1); // what follows the last token is not asked
    const auto queryLength = static_cast<int64_t>(prompt.size());
    const Memories all = memoriesOf(model, TokenBatch::fromRows({row}), {queryLength});

    const auto count = static_cast<int64_t>(answer.size());
    for (int64_t first = 0; first < count; first += kTokensAtOnce) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, "trace", "stopped");
        const int64_t some = std::min(kTokensAtOnce, count - first);
        const auto slice = [&](const at::Tensor& memory) {
            return memory.narrow(0, queryLength - 1 + first, some);
        };
        const Memories memories{
            slice(all.base), slice(all.tuned), slice(all.queryBase), slice(all.queryTuned)};
        traceTokens(model, tokenizer, memories, topK,
            std::span(trace.answer).subspan(static_cast<size_t>(first), static_cast<size_t>(some)));
    }
    return trace;
}

} // namespace interweave
