// SPDX-License-Identifier: Apache-2.0
#include "core/api/stored_json.h"

#include "core/support/error.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {

using nlohmann::json;

/// A figure that is not finite was written as null.
double number(const json& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

template <class Read>
auto parse(const std::string& text, const std::string& where, Read&& read)
{
    try {
        return read(json::parse(text));
    } catch (const std::exception& failure) {
        throw Error(ErrorCode::CorruptData, where,
            std::string("the store's JSON is damaged: ") + failure.what());
    }
}

std::optional<double> numberIfThere(const json& object, const char* key)
{
    return object.contains(key) ? std::optional(number(object.at(key))) : std::nullopt;
}

template <class T, class Read>
std::vector<T> listOf(const json& list, Read&& read)
{
    std::vector<T> values;
    for (const json& value : list)
        values.push_back(read(value));
    return values;
}

ChoicePrediction choicesOf(const json& row)
{
    ChoicePrediction read{row.at("line"), row.at("input"),
        listOf<ChoiceScore>(row.at("choices"),
            [](const json& choice) {
                return ChoiceScore{
                    choice.at("text"), number(choice.at("log_likelihood")), choice.at("tokens")};
            }),
        row.at("answer"), row.at("likeliest"), row.at("likeliest_per_byte"),
        row.at("prompt_tokens")};
    for (const int64_t choice : {read.answer, read.likeliest, read.likeliestPerByte})
        if (choice < 0 || choice >= static_cast<int64_t>(read.choices.size()))
            throw Error(ErrorCode::CorruptData, "choices", "names a choice that there is not");
    return read;
}

RowResult rowOf(const json& row)
{
    if (row.contains("choices"))
        return choicesOf(row);
    if (row.contains("cross_entropy"))
        return TextPrediction{row.at("tokens"), number(row.at("cross_entropy")),
            numberIfThere(row, "kl_from_base"), numberIfThere(row, "top1_agreement")};
    return Prediction{row.at("line"), row.at("input"), row.at("output"), row.at("prediction"),
        row.at("prompt_tokens"), row.at("new_tokens"), row.at("cut")};
}

GeneratedToken generatedToken(const json& token)
{
    const json& share = token.at("base_share");
    return {token.at("id"), token.at("text"), number(token.at("logprob")),
        share.is_null() ? -1.0 : share.get<double>()};
}

TextToken textToken(const json& token)
{
    return {token.at("id"), token.at("text")};
}

VoiceTrace voiceTrace(const json& voice)
{
    return {number(voice.at("probability")),
        listOf<TokenCandidate>(voice.at("top"), [](const json& candidate) {
            return TokenCandidate{
                candidate.at("id"), candidate.at("text"), number(candidate.at("probability"))};
        })};
}

TokenTrace tokenTrace(const json& token)
{
    const auto figure = [&](const char* key) { return number(token.at(key)); };
    return {textToken(token), figure("gate_mean"), figure("gate_std"), figure("gate_min"),
        figure("gate_max"), listOf<double>(token.at("channels"), number),
        voiceTrace(token.at("base")), voiceTrace(token.at("tuned")),
        voiceTrace(token.at("interwoven")), figure("kl_base"), figure("kl_tuned"),
        figure("entropy"), figure("logit"), figure("logit_from_base"), figure("logit_from_tuned"),
        figure("logit_rest")};
}

} // namespace

RowResult parseRow(const std::string& text, const std::string& where)
{
    return parse(text, where, rowOf);
}

std::vector<double> parseNumbers(const std::string& text, const std::string& where)
{
    return parse(text, where, [](const json& list) { return listOf<double>(list, number); });
}

SamplingOptions parseSampling(const std::string& text, const std::string& where)
{
    return parse(text, where, [](const json& options) {
        return SamplingOptions{options.at("max_new_tokens"), options.at("temperature"),
            options.at("top_k"), options.at("top_p"), options.at("repetition_penalty"),
            options.at("stop_strings"), options.at("stop_ids"), options.at("seed")};
    });
}

Generation parseGeneration(const std::string& text, const std::string& where)
{
    return parse(text, where, [](const json& answer) {
        return Generation{answer.at("ids"), answer.at("text"),
            listOf<GeneratedToken>(answer.at("tokens"), generatedToken),
            parseStopReason(answer.at("stop_reason")), answer.at("prompt_tokens"),
            number(answer.at("seconds")), number(answer.at("tokens_per_s"))};
    });
}

Trace parseTrace(const std::string& text, const std::string& where)
{
    return parse(text, where, [](const json& trace) {
        return Trace{listOf<TextToken>(trace.at("query"), textToken),
            listOf<TokenTrace>(trace.at("answer"), tokenTrace), trace.at("adapter_hash"),
            trace.at("gate_hash")};
    });
}

} // namespace interweave
