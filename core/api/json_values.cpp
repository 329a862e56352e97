// SPDX-License-Identifier: Apache-2.0
#include "core/api/json_values.h"

namespace interweave {

namespace {

template <class T>
Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json();
}

} // namespace

std::string jsonText(const Json& document, bool indented)
{
    return document.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace);
}

Json toJson(const ModelInfo& info)
{
    Json dtypes = Json::array();
    for (const DtypeShare& share : info.dtypes)
        dtypes.push_back(
            {{"dtype", share.dtype}, {"tensors", share.tensors}, {"parameters", share.parameters}});
    Json json{{"path", info.path}, {"format", info.format}, {"family", info.family},
        {"supported", info.unsupported.empty()}, {"parameters", info.parameters},
        {"dtypes", dtypes}, {"layers", info.layers}, {"hidden", info.hidden},
        {"intermediate", info.intermediate}, {"heads", info.heads}, {"kv_heads", info.kvHeads},
        {"head_dim", info.headDim}, {"vocabulary", info.vocabulary},
        {"max_positions", info.maxPositions}, {"tied_embeddings", info.tiedEmbeddings},
        {"tokenizer", info.tokenizer.empty() ? Json() : Json(info.tokenizer)},
        {"tokenizer_size", info.tokenizerSize},
        {"chat_template", info.chatTemplate.empty() ? Json() : Json(info.chatTemplate)},
        {"bos_id", orNull(info.bosId)}, {"eos_ids", info.eosIds}, {"device", info.device},
        {"dtype", info.dtype}, {"weight_bytes", info.weightBytes},
        {"cache_bytes_per_token", info.cacheBytesPerToken}, {"adapter", Json()}};
    if (!info.unsupported.empty())
        json["unsupported"] = info.unsupported;
    if (info.adapter)
        json["adapter"] = {{"folder", info.adapter->folder}, {"method", info.adapter->method},
            {"rank", info.adapter->rank}, {"parameters", info.adapter->parameters},
            {"fusion", info.adapter->fusion.empty() ? Json() : Json(info.adapter->fusion)},
            {"gate_parameters", info.adapter->gateParameters}};
    return json;
}

Json toJson(const Tokenization& tokens)
{
    Json list = Json::array();
    Json ids = Json::array();
    for (const TokenPiece& token : tokens.tokens) {
        ids.push_back(token.id);
        list.push_back({{"id", token.id}, {"piece", token.piece}, {"special", token.special}});
    }
    return {{"kind", tokens.kind}, {"text", tokens.text}, {"ids", ids}, {"tokens", list},
        {"decoded", tokens.decoded}};
}

Json toJson(const TrainResult& result)
{
    return {{"run", result.runId}, {"folder", result.folder},
        {"adapter", result.adapterFolder.empty() ? Json() : Json(result.adapterFolder)},
        {"trained_model", result.modelFolder.empty() ? Json() : Json(result.modelFolder)},
        {"status", name(result.status)}, {"step", result.step}, {"steps", result.steps},
        {"loss", result.loss}, {"trained_parameters", result.trainedParameters},
        {"examples", result.examples}, {"skipped_lines", result.skippedLines},
        {"bad_steps", result.badSteps}, {"tokens", result.tokens},
        {"seconds", result.elapsedSeconds}};
}

Json toJson(const BenchResult& result)
{
    Json json{{"what", result.what}};
    const auto add = [&](const char* key, const auto& value) {
        if (value)
            json[key] = *value;
    };
    if (!result.dtype.empty())
        json.update({{"dtype", result.dtype}, {"device", result.device}});
    json["threads"] = result.threads;
    add("tokens_per_s", result.tokensPerSecond);
    add("prompts_per_s", result.promptsPerSecond);
    add("seconds_per_step", result.secondsPerStep);
    add("trained_parameters", result.trainedParameters);
    add("loss_first", result.lossFirst);
    add("loss_last", result.lossLast);
    add("MB_per_s", result.megabytesPerSecond);
    add("tokens", result.tokens);
    add("prompt_tokens", result.promptTokens);
    json["seconds"] = result.seconds;
    json["peak_rss_mb"] = result.peakResidentMib;
    return json;
}

} // namespace interweave
