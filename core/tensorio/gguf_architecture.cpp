// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_architecture.h"

#include "core/support/error.h"
#include "core/tensorio/gguf_family_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {

using enum GgufTransform;

// Standard names: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (Standardized tensor
// names); what is done to the values: llama.cpp, conversion/*.py.
constexpr GgufName kModelNames[] = {
    {"token_embd", "model.embed_tokens"},
    {"output_norm", "model.norm"},
    {"output", "lm_head"},
};

constexpr GgufName kLlamaLayerNames[] = {
    {"attn_norm", "input_layernorm"},
    {"attn_q", "self_attn.q_proj", QueryRowsInHalves},
    {"attn_k", "self_attn.k_proj", KeyRowsInHalves},
    {"attn_v", "self_attn.v_proj"},
    {"attn_output", "self_attn.o_proj"},
    {"ffn_norm", "post_attention_layernorm"},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
};

constexpr GgufName kQwenLayerNames[] = {
    {"attn_norm", "input_layernorm"},
    {"attn_q", "self_attn.q_proj"},
    {"attn_k", "self_attn.k_proj"},
    {"attn_v", "self_attn.v_proj"},
    {"attn_q_norm", "self_attn.q_norm"}, // qwen3
    {"attn_k_norm", "self_attn.k_norm"},
    {"attn_output", "self_attn.o_proj"},
    {"ffn_norm", "post_attention_layernorm"},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
};

constexpr GgufName kGemmaModelNames[] = {
    {"token_embd", "model.embed_tokens"},
    {"output_norm", "model.norm", MinusOne},
    {"output", "lm_head"},
};

constexpr GgufName kGemmaLayerNames[] = {
    {"attn_norm", "input_layernorm", MinusOne},
    {"attn_q", "self_attn.q_proj"},
    {"attn_k", "self_attn.k_proj"},
    {"attn_v", "self_attn.v_proj"},
    {"attn_output", "self_attn.o_proj"},
    {"ffn_norm", "post_attention_layernorm", MinusOne},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
};

constexpr GgufName kGemma2LayerNames[] = {
    {"attn_norm", "input_layernorm", MinusOne},
    {"attn_q", "self_attn.q_proj"},
    {"attn_k", "self_attn.k_proj"},
    {"attn_v", "self_attn.v_proj"},
    {"attn_q_norm", "self_attn.q_norm", MinusOne}, // gemma3
    {"attn_k_norm", "self_attn.k_norm", MinusOne},
    {"attn_output", "self_attn.o_proj"},
    {"post_attention_norm", "post_attention_layernorm", MinusOne},
    {"ffn_norm", "pre_feedforward_layernorm", MinusOne},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
    {"post_ffw_norm", "post_feedforward_layernorm", MinusOne},
};

constexpr GgufName kPhi3LayerNames[] = {
    {"attn_norm", "input_layernorm"},
    {"attn_qkv", "self_attn.qkv_proj"},
    {"attn_output", "self_attn.o_proj"},
    {"ffn_norm", "post_attention_layernorm"},
    {"ffn_up", "mlp.gate_up_proj"},
    {"ffn_down", "mlp.down_proj"},
};

constexpr GgufName kOlmo2LayerNames[] = {
    {"attn_q", "self_attn.q_proj"},
    {"attn_k", "self_attn.k_proj"},
    {"attn_v", "self_attn.v_proj"},
    {"attn_q_norm", "self_attn.q_norm"},
    {"attn_k_norm", "self_attn.k_norm"},
    {"attn_output", "self_attn.o_proj"},
    {"post_attention_norm", "post_attention_layernorm"},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
    {"post_ffw_norm", "post_feedforward_layernorm"},
};

constexpr GgufName kGpt2ModelNames[] = {
    {"token_embd", "transformer.wte"},
    {"position_embd", "transformer.wpe"},
    {"output_norm", "transformer.ln_f"},
    {"output", "lm_head"},
};

constexpr GgufName kGpt2LayerNames[] = {
    {"attn_norm", "ln_1"},
    {"attn_qkv", "attn.c_attn", Transpose},
    {"attn_output", "attn.c_proj", Transpose},
    {"ffn_norm", "ln_2"},
    {"ffn_up", "mlp.c_fc", Transpose},
    {"ffn_down", "mlp.c_proj", Transpose},
};

constexpr std::string_view kLayers = "model.layers.";

constexpr GgufArchitecture kArchitectures[] = {
    {"llama", kLayers, kModelNames, kLlamaLayerNames, makeLlamaConfig},
    {"qwen2", kLayers, kModelNames, kQwenLayerNames, makeQwen2Config},
    {"qwen3", kLayers, kModelNames, kQwenLayerNames, makeQwen3Config},
    {"gemma", kLayers, kGemmaModelNames, kGemmaLayerNames, makeGemmaConfig},
    {"gemma2", kLayers, kGemmaModelNames, kGemma2LayerNames, makeGemma2Config},
    {"gemma3", kLayers, kGemmaModelNames, kGemma2LayerNames, makeGemma3Config},
    {"phi3", kLayers, kModelNames, kPhi3LayerNames, makePhi3Config},
    {"olmo2", kLayers, kModelNames, kOlmo2LayerNames, makeOlmo2Config},
    {"gpt2", "transformer.h.", kGpt2ModelNames, kGpt2LayerNames, makeGpt2Config},
};

const GgufName* findName(std::span<const GgufName> names, std::string_view gguf)
{
    const auto found = std::find_if(
        names.begin(), names.end(), [&](const GgufName& name) { return name.gguf == gguf; });
    return found == names.end() ? nullptr : &*found;
}

bool isLayerNumber(std::string_view text)
{
    constexpr size_t kMaxDigits = 6;
    const bool areDigits = text.find_first_not_of("0123456789") == std::string_view::npos;
    return !text.empty() && text.size() <= kMaxDigits && areDigits
        && (text == "0" || text[0] != '0');
}

/// A bias is added, whatever its weight goes through, but its rows are those of the weight.
GgufTransform transformOf(const GgufName& name, std::string_view suffix)
{
    const bool isOfWeightsOnly = name.transform == MinusOne || name.transform == Transpose;
    return suffix == ".bias" && isOfWeightsOnly ? None : name.transform;
}

} // namespace

const GgufArchitecture& findGgufArchitecture(std::string_view name, const std::string& where)
{
    std::string supported;
    for (const GgufArchitecture& architecture : kArchitectures) {
        if (architecture.name == name)
            return architecture;
        supported += (supported.empty() ? "" : ", ") + std::string(architecture.name);
    }
    throw Error(ErrorCode::Unsupported, where,
        "the architecture '" + std::string(name) + "' is not supported (supported: " + supported
            + ")");
}

std::optional<GgufTranslation> translateGgufName(
    const GgufArchitecture& architecture, std::string_view ggufName)
{
    constexpr std::string_view kLayerPrefix = "blk.";
    const size_t lastDot = ggufName.rfind('.');
    if (lastDot == std::string_view::npos)
        return std::nullopt;
    const std::string_view suffix = ggufName.substr(lastDot);
    if (suffix != ".weight" && suffix != ".bias")
        return std::nullopt;
    std::string_view stem = ggufName.substr(0, lastDot);
    if (!stem.starts_with(kLayerPrefix)) {
        const GgufName* name = findName(architecture.modelNames, stem);
        return name ? std::optional(GgufTranslation{
                   std::string(name->huggingFace).append(suffix), transformOf(*name, suffix)})
                    : std::nullopt;
    }
    stem.remove_prefix(kLayerPrefix.size());
    const size_t dot = std::min(stem.find('.'), stem.size());
    const std::string_view layer = stem.substr(0, dot);
    const GgufName* name
        = findName(architecture.layerNames, stem.substr(std::min(dot + 1, stem.size())));
    if (!name || !isLayerNumber(layer))
        return std::nullopt;
    std::string translated(architecture.layerPrefix);
    translated.append(layer).append(".").append(name->huggingFace).append(suffix);
    return GgufTranslation{std::move(translated), transformOf(*name, suffix)};
}

} // namespace interweave
