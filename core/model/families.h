// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave {

/// Where a family keeps its tensors, as Hugging Face names them. "{}" in `layer` is the layer's
/// number; the names after it are relative to the layer.
struct TensorNames {
    std::string_view embedding = "model.embed_tokens";
    std::string_view layer = "model.layers.{}.";
    std::string_view attentionNorm = "input_layernorm";
    std::string_view query = "self_attn.q_proj";
    std::string_view key = "self_attn.k_proj";
    std::string_view value = "self_attn.v_proj";
    std::string_view attentionOutput = "self_attn.o_proj";
    std::string_view mlpNorm = "post_attention_layernorm";
    std::string_view mlpGate = "mlp.gate_proj";
    std::string_view mlpUp = "mlp.up_proj";
    std::string_view mlpDown = "mlp.down_proj";
    std::string_view finalNorm = "model.norm";
    std::string_view head = "lm_head";
};

/// One model family as data: what config.json leaves unsaid. The forward pass reads it, no class is
/// derived from it. Adding a family is one entry in families.cpp and one oracle case.
struct Family {
    std::string_view modelType; // config.json's "model_type"
    std::string_view defaults; // JSON object: values that published configs of this family omit
    bool queryKeyValueBias
        = false; // q, k and v carry a bias although config.json has no "attention_bias"
    TensorNames names;
};

/// The family of a model_type, nullptr when we do not know it.
const Family* findFamily(std::string_view modelType);

/// "llama, mistral, qwen2": for error messages and help.
std::string supportedFamilies();

} // namespace interweave
