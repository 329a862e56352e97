// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_architecture.h"

#include "core/support/error.h"

#include <algorithm>

namespace interweave {

namespace {

// Standard names: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (Standardized tensor
// names).
constexpr GgufName kModelNames[] = {
    {"token_embd", "model.embed_tokens"},
    {"output_norm", "model.norm"},
    {"output", "lm_head"},
};

constexpr GgufName kLlamaLayerNames[] = {
    {"attn_norm", "input_layernorm"},
    {"attn_q", "self_attn.q_proj"},
    {"attn_k", "self_attn.k_proj"},
    {"attn_v", "self_attn.v_proj"},
    {"attn_output", "self_attn.o_proj"},
    {"ffn_norm", "post_attention_layernorm"},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
};

constexpr GgufName kQwen3LayerNames[] = {
    {"attn_norm", "input_layernorm"},
    {"attn_q", "self_attn.q_proj"},
    {"attn_k", "self_attn.k_proj"},
    {"attn_v", "self_attn.v_proj"},
    {"attn_q_norm", "self_attn.q_norm"},
    {"attn_k_norm", "self_attn.k_norm"},
    {"attn_output", "self_attn.o_proj"},
    {"ffn_norm", "post_attention_layernorm"},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
};

constexpr GgufArchitecture kArchitectures[] = {
    {"llama", "llama", "LlamaForCausalLM", true, kModelNames, kLlamaLayerNames},
    {"qwen2", "qwen2", "Qwen2ForCausalLM", false, kModelNames, kLlamaLayerNames},
    {"qwen3", "qwen3", "Qwen3ForCausalLM", false, kModelNames, kQwen3LayerNames},
};

std::optional<std::string_view> translated(std::span<const GgufName> names, std::string_view gguf)
{
    const auto found = std::find_if(
        names.begin(), names.end(), [&](const GgufName& name) { return name.gguf == gguf; });
    return found == names.end() ? std::nullopt : std::optional(found->huggingFace);
}

bool isLayerNumber(std::string_view text)
{
    constexpr size_t kMaxDigits = 6;
    const bool areDigits = text.find_first_not_of("0123456789") == std::string_view::npos;
    return !text.empty() && text.size() <= kMaxDigits && areDigits
        && (text == "0" || text[0] != '0');
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

std::optional<std::string> huggingFaceName(
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
        const auto name = translated(architecture.modelNames, stem);
        return name ? std::optional(std::string(*name).append(suffix)) : std::nullopt;
    }
    stem.remove_prefix(kLayerPrefix.size());
    const size_t dot = std::min(stem.find('.'), stem.size());
    const std::string_view layer = stem.substr(0, dot);
    const auto name
        = translated(architecture.layerNames, stem.substr(std::min(dot + 1, stem.size())));
    if (!name || !isLayerNumber(layer))
        return std::nullopt;
    return "model.layers." + std::string(layer) + "." + std::string(*name).append(suffix);
}

} // namespace interweave
