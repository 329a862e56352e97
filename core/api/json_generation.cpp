// SPDX-License-Identifier: Apache-2.0
#include "core/api/json_values.h"

namespace interweave {

namespace {

/// A gate's mean; negative means that there was no gate.
Json share(double value)
{
    return value < 0.0 ? Json() : Json(value);
}

Json toJson(const TextToken& token)
{
    return {{"id", token.id}, {"text", token.text}};
}

Json toJson(const VoiceTrace& voice)
{
    Json top = Json::array();
    for (const TokenCandidate& candidate : voice.top)
        top.push_back({{"id", candidate.id}, {"text", candidate.text},
            {"probability", candidate.probability}});
    return {{"probability", voice.chosenProbability}, {"top", top}};
}

Json toJson(const TokenTrace& trace)
{
    return {{"id", trace.token.id}, {"text", trace.token.text}, {"gate_mean", trace.gateMean},
        {"gate_std", trace.gateStd}, {"gate_min", trace.gateMin}, {"gate_max", trace.gateMax},
        {"channels", trace.channels}, {"base", toJson(trace.base)}, {"tuned", toJson(trace.tuned)},
        {"interwoven", toJson(trace.interwoven)}, {"kl_base", trace.klBase},
        {"kl_tuned", trace.klTuned}, {"entropy", trace.entropy}, {"logit", trace.logit},
        {"logit_from_base", trace.logitFromBase}, {"logit_from_tuned", trace.logitFromTuned},
        {"logit_rest", trace.logitRest}};
}

Json difference(int64_t token)
{
    return token < 0 ? Json() : Json(token);
}

} // namespace

Json toJson(const SamplingOptions& options)
{
    return {{"max_new_tokens", options.maxNewTokens}, {"temperature", options.temperature},
        {"top_k", options.topK}, {"top_p", options.topP},
        {"repetition_penalty", options.repetitionPenalty}, {"stop_strings", options.stopStrings},
        {"stop_ids", options.stopIds}, {"seed", options.seed}};
}

Json toJson(const GeneratedToken& token)
{
    return {{"id", token.id}, {"text", token.text}, {"logprob", token.logprob},
        {"base_share", share(token.baseShare)}};
}

Json toJson(const Generation& generation)
{
    return {{"text", generation.text}, {"stop_reason", name(generation.stopReason)},
        {"ids", generation.ids}, {"tokens", toJson(generation.tokens)},
        {"prompt_tokens", generation.promptTokens}, {"seconds", generation.seconds},
        {"tokens_per_s", generation.tokensPerSecond}};
}

Json toJson(const Comparison& comparison)
{
    return {{"base", toJson(comparison.base)}, {"tuned", toJson(comparison.tuned)},
        {"interwoven", toJson(comparison.interwoven)},
        {"first_difference",
            {{"base_tuned", difference(comparison.baseTunedDifference)},
                {"base_interwoven", difference(comparison.baseInterwovenDifference)},
                {"tuned_interwoven", difference(comparison.tunedInterwovenDifference)}}},
        {"model_hash", comparison.modelHash}, {"adapter_hash", comparison.adapterHash},
        {"gate_hash", comparison.gateHash}};
}

Json toJson(const Trace& trace)
{
    Json query = Json::array();
    for (const TextToken& token : trace.query)
        query.push_back(toJson(token));
    Json answer = Json::array();
    for (const TokenTrace& token : trace.answer)
        answer.push_back(toJson(token));
    return {{"query", query}, {"answer", answer}, {"adapter_hash", trace.adapterHash},
        {"gate_hash", trace.gateHash}};
}

} // namespace interweave
