// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_config.h"

#include "core/model/config_reader.h"
#include "core/model/families.h"
#include "core/support/error.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

using nlohmann::json;

/// Per layer whether it looks back on a window only. layer_types says it layer by layer; other
/// configs have a window in all layers but every n-th, from max_window_layers on, or in all.
std::vector<bool> readWindowed(const ConfigReader& config, const std::vector<bool>& rotated)
{
    const size_t layers = rotated.size();
    std::vector<bool> windowed(layers, false);
    if (const json* types = config.find("layer_types")) {
        if (!types->is_array() || types->size() != layers)
            config.wrong(
                "layer_types", "one entry for each of " + std::to_string(layers) + " layers");
        for (size_t i = 0; i < layers; ++i)
            windowed[i] = (*types)[i] == "sliding_attention";
        return windowed;
    }
    const bool isInterval = config.has("sliding_window_pattern");
    const int64_t interval = isInterval ? config.size("sliding_window_pattern") : 1;
    const int64_t first
        = config.has("use_sliding_window") ? config.integer("max_window_layers", 0) : 0;
    const bool onlyUnrotated = config.has("no_rope_layer_interval");
    for (size_t i = 0; i < layers; ++i)
        windowed[i] = isInterval ? (static_cast<int64_t>(i) + 1) % interval != 0
            : onlyUnrotated      ? !rotated[i]
                                 : static_cast<int64_t>(i) >= first;
    return windowed;
}

/// Per layer whether it has rotary positions. no_rope_layers has a 1 where it has.
std::vector<bool> readRotated(const ConfigReader& config, size_t layers)
{
    std::vector<bool> rotated(layers, true);
    if (!config.has("no_rope_layer_interval"))
        return rotated;
    if (config.has("no_rope_layers")) {
        const std::vector<int64_t> flags = config.integers("no_rope_layers");
        if (flags.size() < layers)
            config.wrong(
                "no_rope_layers", "one entry for each of " + std::to_string(layers) + " layers");
        for (size_t i = 0; i < layers; ++i)
            rotated[i] = flags[i] != 0;
        return rotated;
    }
    const int64_t interval = config.size("no_rope_layer_interval");
    for (size_t i = 0; i < layers; ++i)
        rotated[i] = (static_cast<int64_t>(i) + 1) % interval != 0;
    return rotated;
}

/// The scale of the scores; layer counts from 0.
double readScale(const ConfigReader& config, int64_t headDim, size_t layer)
{
    if (config.has("attention_multiplier"))
        return config.number("attention_multiplier");
    const double width = config.number("query_pre_attn_scalar", static_cast<double>(headDim));
    if (!(width > 0.0))
        config.wrong("query_pre_attn_scalar", "greater than 0");
    double scale = config.boolean("scale_attn_weights", true) ? 1.0 / std::sqrt(width) : 1.0;
    if (config.boolean("scale_attn_by_inverse_layer_idx", false))
        scale /= static_cast<double>(layer + 1);
    return scale;
}

void readAttention(DecoderConfig& config, const ConfigReader& reader)
{
    const auto layers = static_cast<size_t>(config.layers);
    const std::vector<bool> rotated = readRotated(reader, layers);
    const std::vector<bool> windowed = readWindowed(reader, rotated);
    const bool hasWindow
        = reader.has("sliding_window") && reader.boolean("use_sliding_window", true);
    const int64_t window = hasWindow ? reader.size("sliding_window") : 0;

    RotaryConfig none;
    none.rotatedShare = 0.0;
    if (!config.family->names.positions.empty())
        config.rotaries = {none};
    else
        config.rotaries = readRotary(reader, config.headDim);
    const bool byKind = config.rotaries.size() > 1;
    if (std::ranges::find(rotated, false) != rotated.end())
        config.rotaries.push_back(none);

    for (size_t i = 0; i < layers; ++i)
        config.attention.push_back({
            .window = windowed[i] ? window : 0,
            .rotary = !rotated[i] ? config.rotaries.size() - 1
                : byKind          ? size_t{windowed[i]}
                                  : 0,
            .scale = readScale(reader, config.headDim, i),
        });
    config.attentionSoftCap = reader.number("attn_logit_softcapping", 0.0);
}

Activation readActivation(const ConfigReader& config, const Family& family)
{
    const std::string name = config.text("hidden_act", family.geluIsTanh ? "gelu" : "silu");
    if (name == "silu" || name == "swish")
        return Activation::Silu;
    if (name == "gelu")
        return family.geluIsTanh ? Activation::GeluTanh : Activation::Gelu;
    if (name == "gelu_new" || name == "gelu_pytorch_tanh" || name == "gelu_fast")
        return Activation::GeluTanh;
    if (name == "relu")
        return Activation::Relu;
    throw Error(ErrorCode::Unsupported, config.where(),
        "hidden_act '" + name
            + "' is not supported (supported: silu, gelu, gelu_new, gelu_pytorch_tanh, relu)");
}

void readSizes(DecoderConfig& config, const ConfigReader& reader)
{
    config.vocabulary = reader.size("vocab_size");
    config.hidden = reader.size("hidden_size");
    config.intermediate = reader.size("intermediate_size", 4 * config.hidden);
    config.layers = reader.size("num_hidden_layers");
    config.heads = reader.size("num_attention_heads");
    config.kvHeads = reader.size("num_key_value_heads", config.heads);
    if (config.heads % config.kvHeads != 0)
        reader.wrong("num_key_value_heads",
            "a divisor of num_attention_heads " + std::to_string(config.heads));
    if (!reader.has("head_dim") && config.hidden % config.heads != 0)
        reader.wrong(
            "hidden_size", "a multiple of num_attention_heads " + std::to_string(config.heads));
    config.headDim = reader.size("head_dim", config.hidden / config.heads);
    if (config.headDim % 2 != 0)
        reader.wrong("head_dim", "an even number, for rotary positions");
    constexpr int64_t kWidest = int64_t{1} << 24; // far above any real model
    if (config.headDim > kWidest / config.heads)
        reader.wrong("num_attention_heads",
            "at most " + std::to_string(kWidest / config.headDim) + " of this size");
    if (config.layers > 10'000)
        reader.wrong("num_hidden_layers", "at most 10,000");
    if (reader.integer("word_embed_proj_dim", config.hidden) != config.hidden)
        throw Error(ErrorCode::Unsupported, reader.where(),
            "'word_embed_proj_dim' other than 'hidden_size' is not supported");
    config.maxPositions = reader.size("max_position_embeddings");
}

void readExperts(DecoderConfig& config, const ConfigReader& reader)
{
    config.hasExperts.assign(static_cast<size_t>(config.layers), false);
    if (config.family->names.router.empty() || reader.integer("num_experts") == 0)
        return;
    config.experts = reader.size("num_experts");
    if (config.experts > 100'000)
        reader.wrong("num_experts", "at most 100,000");
    config.expertsPerToken = reader.size("num_experts_per_tok");
    if (config.expertsPerToken > config.experts)
        reader.wrong("num_experts_per_tok", "at most " + std::to_string(config.experts));
    config.expertIntermediate = reader.size("moe_intermediate_size");
    config.normalisedExperts = reader.boolean("norm_topk_prob", false);
    const std::vector<int64_t> dense = reader.integers("mlp_only_layers");
    const int64_t step = reader.size("decoder_sparse_step", 1);
    for (int64_t i = 0; i < config.layers; ++i)
        config.hasExperts[static_cast<size_t>(i)]
            = (i + 1) % step == 0 && std::ranges::find(dense, i) == dense.end();
}

const Family& familyOf(const json& config, const std::string& where)
{
    const std::string type = config.value("model_type", json()).is_string()
        ? config["model_type"].get<std::string>()
        : "";
    const Family* family = findFamily(type);
    if (!family) {
        throw Error(ErrorCode::Unsupported, where,
            "model_type '" + type + "' is not supported (supported: " + supportedFamilies() + ")");
    }
    return *family;
}

void requireFixed(const Family& family, const ConfigReader& reader)
{
    const json fixed = json::parse(family.fixed);
    for (const auto& [key, expected] : fixed.items()) {
        const json* value = reader.find(key.c_str());
        if (value && *value != expected)
            throw Error(ErrorCode::Unsupported, reader.where(),
                "'" + key + "' is " + value->dump() + ", only " + expected.dump()
                    + " is supported");
    }
}

} // namespace

DecoderConfig parseDecoderConfig(const json& file, const std::string& where)
{
    if (!file.is_object())
        throw Error(ErrorCode::CorruptData, where, "is not a JSON object");
    DecoderConfig config;
    config.family = &familyOf(file, where);
    const json defaults = json::parse(config.family->defaults);
    const ConfigReader reader(file, defaults, config.family->keys, where);
    requireFixed(*config.family, reader);

    readSizes(config, reader);
    config.normEpsilon = reader.number("rms_norm_eps");
    config.normWeights = reader.boolean("layer_norm_elementwise_affine", true);
    config.activation = readActivation(reader, *config.family);
    config.tiedEmbeddings = reader.boolean("tie_word_embeddings", false);
    config.attentionBias = reader.boolean("query_key_value_bias", false);
    config.outputBias = reader.boolean("attention_output_bias", false);
    config.mlpBias = reader.boolean("mlp_bias", false);
    config.queryKeyNorm
        = !config.family->names.queryNorm.empty() && reader.boolean("qk_layernorm", true);
    config.parallelResidual = reader.boolean("use_parallel_residual", false);
    config.postNorm = !reader.boolean("do_layer_norm_before", true);
    config.embeddingMultiplier = config.family->scaledEmbeddings
        ? std::sqrt(static_cast<double>(config.hidden))
        : reader.number("embedding_multiplier", 1.0);
    config.residualMultiplier = reader.number("residual_multiplier", 1.0);
    config.logitDivisor = reader.number("logits_scaling", 1.0);
    if (config.logitDivisor == 0.0)
        reader.wrong("logits_scaling", "other than 0");
    config.logitSoftCap = reader.number("final_logit_softcapping", 0.0);
    readAttention(config, reader);
    readExperts(config, reader);
    config.eosIds = reader.integers("eos_token_id");
    config.bosId = reader.integer("bos_token_id", -1);
    config.padId = reader.integer("pad_token_id", -1);
    return config;
}

} // namespace interweave
