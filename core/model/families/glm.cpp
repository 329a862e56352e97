// SPDX-License-Identifier: Apache-2.0
// GLM and Phi-3: fused maps, and for GLM rotary positions on half of a head, neighbours paired.
#include "core/model/families.h"

namespace interweave {

namespace {

const std::vector<Family> kFamilies{
    Family{
        .modelType = "chatglm", // ChatGLM 2 and 3, GLM-4; defaults of their public reference code
        .defaults = R"({"padded_vocab_size": 65024, "hidden_size": 4096, "ffn_hidden_size": 13696,
            "num_layers": 28, "kv_channels": 128, "num_attention_heads": 32, "seq_length": 2048,
            "layernorm_epsilon": 1e-5, "add_qkv_bias": false, "multi_query_attention": false,
            "multi_query_group_num": 1, "partial_rotary_factor": 0.5, "tie_word_embeddings": false,
            "hidden_act": "silu"})",
        .fixed = R"({"rmsnorm": true, "post_layer_norm": true, "add_bias_linear": false,
            "apply_residual_connection_post_layernorm": false, "multi_query_attention": true})",
        .keys = {{"vocab_size", "padded_vocab_size"}, {"intermediate_size", "ffn_hidden_size"},
            {"num_hidden_layers", "num_layers"}, {"head_dim", "kv_channels"},
            {"num_key_value_heads", "multi_query_group_num"},
            {"max_position_embeddings", "seq_length"}, {"rms_norm_eps", "layernorm_epsilon"},
            {"query_key_value_bias", "add_qkv_bias"}},
        .rotaryPairs = RotaryPairs::Neighbours,
        .names = {.embedding = "transformer.embedding.word_embeddings",
            .layer = "transformer.encoder.layers.{}.",
            .queryKeyValue = "self_attention.query_key_value",
            .attentionOutput = "self_attention.dense",
            .mlpGateUp = "mlp.dense_h_to_4h",
            .mlpDown = "mlp.dense_4h_to_h",
            .finalNorm = "transformer.encoder.final_layernorm",
            .head = "transformer.output_layer"},
    },
    Family{
        .modelType = "glm",
        .defaults = R"({"vocab_size": 151552, "hidden_size": 4096, "intermediate_size": 13696,
            "num_hidden_layers": 40, "num_attention_heads": 32, "num_key_value_heads": 2, "head_dim": 128,
            "max_position_embeddings": 131072, "rms_norm_eps": 1.5625e-7, "partial_rotary_factor": 0.5,
            "pad_token_id": 151329, "eos_token_id": [151329, 151336, 151338], "attention_bias": true,
            "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys = {{"query_key_value_bias", "attention_bias"}},
        .rotaryPairs = RotaryPairs::Neighbours,
        .names = {.mlpGateUp = "mlp.gate_up_proj"},
    },
    Family{
        .modelType = "glm4",
        .defaults = R"({"vocab_size": 151552, "hidden_size": 4096, "intermediate_size": 13696,
            "num_hidden_layers": 40, "num_attention_heads": 32, "num_key_value_heads": 2, "head_dim": 128,
            "max_position_embeddings": 131072, "rms_norm_eps": 1.5625e-7, "partial_rotary_factor": 0.5,
            "pad_token_id": 151329, "eos_token_id": [151329, 151336, 151338], "attention_bias": true,
            "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys = {{"query_key_value_bias", "attention_bias"}},
        .rotaryPairs = RotaryPairs::Neighbours,
        .names = {.attentionPostNorm = "post_self_attn_layernorm",
            .mlpGateUp = "mlp.gate_up_proj",
            .mlpPostNorm = "post_mlp_layernorm"},
    },
    Family{
        .modelType = "phi3",
        .defaults = R"({"vocab_size": 32064, "hidden_size": 3072, "intermediate_size": 8192,
            "num_hidden_layers": 32, "num_attention_heads": 32, "max_position_embeddings": 4096,
            "original_max_position_embeddings": 4096, "rms_norm_eps": 1e-5, "partial_rotary_factor": 1.0,
            "bos_token_id": 1, "eos_token_id": 32000, "pad_token_id": 32000,
            "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys = {},
        .names = {.queryKeyValue = "self_attn.qkv_proj", .mlpGateUp = "mlp.gate_up_proj"},
    },
};

} // namespace

std::span<const Family> glmFamilies()
{
    return kFamilies;
}

} // namespace interweave
