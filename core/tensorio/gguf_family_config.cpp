// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_family_config.h"

#include "core/support/error.h"
#include "core/tensorio/gguf_rotary.h"

#include <ATen/core/Tensor.h>
#include <algorithm>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {

using Json = nlohmann::json;

constexpr auto kSliding = "sliding_attention";
constexpr auto kFull = "full_attention";

int64_t layersOf(const GgufHyperparameters& values)
{
    constexpr int64_t kMaxLayers = 10'000;
    const int64_t layers = values.size("block_count");
    if (layers > kMaxLayers)
        values.fail("'" + values.key("block_count") + "' is " + std::to_string(layers)
            + ", at most 10,000 layers are read");
    return layers;
}

int64_t headSizeOf(const GgufHyperparameters& values)
{
    const int64_t heads = values.size("attention.head_count");
    const int64_t hidden = values.size("embedding_length");
    if (hidden % heads != 0 && !values.has("attention.key_length"))
        values.fail("'" + values.key("embedding_length") + "' is not a multiple of '"
            + values.key("attention.head_count") + "'");
    const int64_t headSize = values.size("attention.key_length", hidden / heads);
    if (values.size("attention.value_length", headSize) != headSize)
        throw Error(ErrorCode::Unsupported, values.where(),
            "'" + values.key("attention.value_length") + "' differs from the size of a key, "
                + std::to_string(headSize));
    return headSize;
}

Json wholeHeadRotary(const GgufHyperparameters& values)
{
    const int64_t headSize = headSizeOf(values);
    if (values.size("rope.dimension_count", headSize) != headSize)
        throw Error(ErrorCode::Unsupported, values.where(),
            "'" + values.key("rope.dimension_count") + "' differs from the size of a head, "
                + std::to_string(headSize));
    return makeGgufRotary(values, headSize);
}

/// What all but GPT-2 have in common.
Json makeConfig(const GgufHyperparameters& values, const char* modelType, const char* modelClass)
{
    const int64_t heads = values.size("attention.head_count");
    return {
        {"architectures", {modelClass}},
        {"model_type", modelType},
        {"hidden_act", "silu"},
        {"hidden_size", values.size("embedding_length")},
        {"intermediate_size", values.size("feed_forward_length")},
        {"num_hidden_layers", layersOf(values)},
        {"num_attention_heads", heads},
        {"num_key_value_heads", values.size("attention.head_count_kv", heads)},
        {"rms_norm_eps", values.positive("attention.layer_norm_rms_epsilon")},
        {"max_position_embeddings", values.size("context_length")},
    };
}

/// For families whose config leaves the head's size to be derived.
void addUnusualHeadSize(Json& config, const GgufHyperparameters& values)
{
    const int64_t headSize = headSizeOf(values);
    if (headSize * config["num_attention_heads"].get<int64_t>() != config["hidden_size"])
        config["head_dim"] = headSize;
}

/// One entry for each layer: `period` − 1 sliding ones and a full one in turn, unless the file
/// states another period or every single layer.
Json layerTypes(const GgufHyperparameters& values, int64_t period)
{
    const int64_t layers = layersOf(values);
    const std::string name = "attention.sliding_window_pattern";
    Json types = Json::array();
    const GgufValue* pattern = values.find(name);
    if (const auto* each = pattern ? std::get_if<std::vector<bool>>(pattern) : nullptr) {
        if (std::ssize(*each) != layers)
            values.fail("'" + values.key(name) + "' has " + std::to_string(each->size())
                + " entries for " + std::to_string(layers) + " layers");
        for (const bool slides : *each)
            types.push_back(slides ? kSliding : kFull);
        return types;
    }
    period = values.size(name, period);
    for (int64_t layer = 1; layer <= layers; ++layer)
        types.push_back(layer % period == 0 ? kFull : kSliding);
    return types;
}

Json fullAttention(const GgufHyperparameters& values)
{
    return Json(static_cast<size_t>(layersOf(values)), kFull);
}

/// Zero says the same as an absent key.
bool hasWindow(const GgufHyperparameters& values)
{
    return values.has("attention.sliding_window")
        && values.file().integer(values.key("attention.sliding_window")) != 0;
}

Json slidingWindow(const GgufHyperparameters& values)
{
    return hasWindow(values) ? Json(values.size("attention.sliding_window")) : Json();
}

bool isCalledMistral(const GgufHyperparameters& values)
{
    for (const char* key : {"general.name", "general.basename"}) {
        std::string name = values.file().text(key).value_or("");
        std::transform(name.begin(), name.end(), name.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (name.find("mistral") != std::string::npos)
            return true;
    }
    return false;
}

/// Gemma 2 and 3 scale scores by this to the power −1/2. Of the published models only the largest
/// does not take the size of a key: https://github.com/google/gemma_pytorch, gemma/config.py.
int64_t queryScalar(const GgufHyperparameters& values, int64_t layersOfTheLargest)
{
    return layersOf(values) == layersOfTheLargest
        ? values.size("embedding_length") / values.size("attention.head_count")
        : headSizeOf(values);
}

} // namespace

Json makeLlamaConfig(const GgufHyperparameters& values)
{
    const bool biases = values.tensor("blk.0.attn_q.bias") != nullptr;
    const bool outputBias = values.tensor("blk.0.attn_output.bias") != nullptr;
    const bool mlpBias = values.tensor("blk.0.ffn_gate.bias") != nullptr;
    if (biases != outputBias)
        throw Error(ErrorCode::Unsupported, values.where(),
            "has biases of queries or of the attention's output but not both, as Llama does");
    const bool isMistral = !biases && !mlpBias && isCalledMistral(values);
    Json config = isMistral ? makeConfig(values, "mistral", "MistralForCausalLM")
                            : makeConfig(values, "llama", "LlamaForCausalLM");
    config["head_dim"] = headSizeOf(values);
    config["rope_parameters"] = wholeHeadRotary(values);
    if (isMistral)
        config["sliding_window"] = slidingWindow(values);
    else
        config.update({{"attention_bias", biases}, {"mlp_bias", mlpBias}});
    return config;
}

Json makeQwen2Config(const GgufHyperparameters& values)
{
    Json config = makeConfig(values, "qwen2", "Qwen2ForCausalLM");
    addUnusualHeadSize(config, values);
    config["rope_parameters"] = wholeHeadRotary(values);
    config.update({{"use_sliding_window", false}, {"sliding_window", nullptr},
        {"layer_types", fullAttention(values)}});
    return config;
}

Json makeQwen3Config(const GgufHyperparameters& values)
{
    Json config = makeConfig(values, "qwen3", "Qwen3ForCausalLM");
    config["head_dim"] = headSizeOf(values);
    config["rope_parameters"] = wholeHeadRotary(values);
    config.update({{"attention_bias", false}, {"use_sliding_window", false},
        {"sliding_window", nullptr}, {"layer_types", fullAttention(values)}});
    return config;
}

Json makeGemmaConfig(const GgufHyperparameters& values)
{
    Json config = makeConfig(values, "gemma", "GemmaForCausalLM");
    config["head_dim"] = headSizeOf(values);
    config["rope_parameters"] = wholeHeadRotary(values);
    config.update({{"hidden_act", "gelu_pytorch_tanh"}, {"attention_bias", false}});
    return config;
}

Json makeGemma2Config(const GgufHyperparameters& values)
{
    constexpr int64_t kLayersOfTheLargest = 46; // 27B
    constexpr int64_t kWindow = 4096;
    Json config = makeConfig(values, "gemma2", "Gemma2ForCausalLM");
    config.erase("hidden_act");
    config["head_dim"] = headSizeOf(values);
    config["rope_parameters"] = wholeHeadRotary(values);
    config.update({{"hidden_activation", "gelu_pytorch_tanh"}, {"attention_bias", false},
        {"query_pre_attn_scalar", queryScalar(values, kLayersOfTheLargest)},
        {"sliding_window", values.size("attention.sliding_window", kWindow)},
        {"layer_types", layerTypes(values, 2)},
        {"attn_logit_softcapping", values.positive("attn_logit_softcapping", 50.0)},
        {"final_logit_softcapping", values.positive("final_logit_softcapping", 30.0)}});
    return config;
}

Json makeGemma3Config(const GgufHyperparameters& values)
{
    constexpr int64_t kLayersOfTheLargest = 62; // 27B
    Json config = makeConfig(values, "gemma3_text", "Gemma3ForCausalLM");
    config.erase("hidden_act");
    config["head_dim"] = headSizeOf(values);
    // Scaling is that of the layers without a window.
    config["rope_parameters"] = {{kFull, wholeHeadRotary(values)},
        {kSliding,
            {{"rope_theta", values.positive("rope.freq_base_swa", 10000.0)},
                {"rope_type", "default"}}}};
    config.update({{"hidden_activation", "gelu_pytorch_tanh"}, {"attention_bias", false},
        {"query_pre_attn_scalar", queryScalar(values, kLayersOfTheLargest)},
        {"sliding_window", slidingWindow(values)},
        {"layer_types", hasWindow(values) ? layerTypes(values, 6) : fullAttention(values)},
        {"attn_logit_softcapping", nullptr}, {"final_logit_softcapping", nullptr}});
    if (values.has("final_logit_softcapping"))
        config["final_logit_softcapping"] = values.positive("final_logit_softcapping");
    return config;
}

Json makePhi3Config(const GgufHyperparameters& values)
{
    Json config = makeConfig(values, "phi3", "Phi3ForCausalLM");
    addUnusualHeadSize(config, values);
    const int64_t headSize = headSizeOf(values);
    const int64_t rotarySize = values.size("rope.dimension_count", headSize);
    if (rotarySize > headSize)
        values.fail("'" + values.key("rope.dimension_count") + "' exceeds the size of a head, "
            + std::to_string(headSize));
    Json& rotary = config["rope_parameters"] = makeGgufRotary(values, headSize);
    rotary["partial_rotary_factor"]
        = static_cast<double>(rotarySize) / static_cast<double>(headSize);
    config.update({{"sliding_window", slidingWindow(values)},
        {"original_max_position_embeddings",
            values.size("rope.scaling.original_context_length", values.size("context_length"))}});
    return config;
}

Json makeOlmo2Config(const GgufHyperparameters& values)
{
    const bool isOlmo3 = hasWindow(values);
    Json config = isOlmo3 ? makeConfig(values, "olmo3", "Olmo3ForCausalLM")
                          : makeConfig(values, "olmo2", "Olmo2ForCausalLM");
    addUnusualHeadSize(config, values);
    config["attention_bias"] = false;
    config["rope_parameters"] = wholeHeadRotary(values);
    if (isOlmo3) {
        const Json full = config["rope_parameters"];
        const double theta = values.positive("rope.freq_base_swa", full["rope_theta"]);
        config["rope_parameters"]
            = {{kFull, full}, {kSliding, {{"rope_theta", theta}, {"rope_type", "default"}}}};
        config.update(
            {{"sliding_window", slidingWindow(values)}, {"layer_types", layerTypes(values, 4)}});
    }
    return config;
}

Json makeGpt2Config(const GgufHyperparameters& values)
{
    const int64_t hidden = values.size("embedding_length");
    const int64_t inner = values.size("feed_forward_length", 4 * hidden);
    headSizeOf(values); // checked
    return {
        {"architectures", {"GPT2LMHeadModel"}},
        {"model_type", "gpt2"},
        {"activation_function", "gelu_new"},
        {"n_embd", hidden},
        {"n_inner", inner == 4 * hidden ? Json() : Json(inner)},
        {"n_layer", layersOf(values)},
        {"n_head", values.size("attention.head_count")},
        {"n_positions", values.size("context_length")},
        {"layer_norm_epsilon", values.positive("attention.layer_norm_epsilon")},
    };
}

} // namespace interweave
