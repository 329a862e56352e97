// SPDX-License-Identifier: Apache-2.0
// Families with layer norm; most have a plain MLP and a bias on every map.
#include "core/model/families.h"

namespace interweave {

namespace {

const std::vector<Family> kFamilies{
    Family{
        .modelType = "gpt2",
        .defaults
        = R"({"vocab_size": 50257, "n_positions": 1024, "n_embd": 768, "n_layer": 12, "n_head": 12,
            "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "bos_token_id": 50256,
            "eos_token_id": 50256, "tie_word_embeddings": true, "scale_attn_weights": true,
            "scale_attn_by_inverse_layer_idx": false, "query_key_value_bias": true,
            "attention_output_bias": true, "mlp_bias": true})",
        .fixed = R"({"add_cross_attention": false})",
        .keys = {{"max_position_embeddings", "n_positions"}, {"hidden_size", "n_embd"},
            {"num_hidden_layers", "n_layer"}, {"num_attention_heads", "n_head"},
            {"intermediate_size", "n_inner"}, {"hidden_act", "activation_function"},
            {"rms_norm_eps", "layer_norm_epsilon"}},
        .norm = NormKind::Layer,
        .transposedMaps = true,
        .names = {.embedding = "transformer.wte",
            .positions = "transformer.wpe",
            .layer = "transformer.h.{}.",
            .attentionNorm = "ln_1",
            .queryKeyValue = "attn.c_attn",
            .attentionOutput = "attn.c_proj",
            .mlpNorm = "ln_2",
            .mlpGate = "",
            .mlpUp = "mlp.c_fc",
            .mlpDown = "mlp.c_proj",
            .finalNorm = "transformer.ln_f"},
    },
    Family{
        .modelType = "gpt_neox",
        .defaults = R"({"vocab_size": 50432, "hidden_size": 6144, "intermediate_size": 24576,
            "num_hidden_layers": 44, "num_attention_heads": 64, "max_position_embeddings": 2048,
            "layer_norm_eps": 1e-5, "bos_token_id": 0, "eos_token_id": 2, "tie_word_embeddings": false,
            "use_parallel_residual": true, "attention_bias": true, "mlp_bias": true, "hidden_act": "gelu",
            "rotary_pct": 0.25})",
        .keys = {{"query_key_value_bias", "attention_bias"},
            {"attention_output_bias", "attention_bias"}, {"rms_norm_eps", "layer_norm_eps"},
            {"partial_rotary_factor", "rotary_pct"}, {"rope_theta", "rotary_emb_base"}},
        .norm = NormKind::Layer,
        .headOrder = HeadOrder::PerKeyValueHead,
        .names = {.embedding = "gpt_neox.embed_in",
            .layer = "gpt_neox.layers.{}.",
            .queryKeyValue = "attention.query_key_value",
            .attentionOutput = "attention.dense",
            .mlpGate = "",
            .mlpUp = "mlp.dense_h_to_4h",
            .mlpDown = "mlp.dense_4h_to_h",
            .finalNorm = "gpt_neox.final_layer_norm",
            .head = "embed_out"},
    },
    Family{
        .modelType = "opt",
        .defaults
        = R"({"vocab_size": 50272, "hidden_size": 768, "ffn_dim": 3072, "num_hidden_layers": 12,
            "num_attention_heads": 12, "max_position_embeddings": 2048, "do_layer_norm_before": true,
            "rms_norm_eps": 1e-5, "activation_function": "relu", "pad_token_id": 1, "bos_token_id": 2,
            "eos_token_id": 2, "enable_bias": true, "tie_word_embeddings": true})",
        .fixed = R"({"_remove_final_layer_norm": false})",
        .keys = {{"intermediate_size", "ffn_dim"}, {"hidden_act", "activation_function"},
            {"query_key_value_bias", "enable_bias"}, {"attention_output_bias", "enable_bias"},
            {"mlp_bias", "enable_bias"}},
        .norm = NormKind::Layer,
        .firstPosition = 2,
        .names = {.embedding = "model.decoder.embed_tokens",
            .positions = "model.decoder.embed_positions",
            .layer = "model.decoder.layers.{}.",
            .attentionNorm = "self_attn_layer_norm",
            .attentionOutput = "self_attn.out_proj",
            .mlpNorm = "final_layer_norm",
            .mlpGate = "",
            .mlpUp = "fc1",
            .mlpDown = "fc2",
            .finalNorm = "model.decoder.final_layer_norm"},
    },
    Family{
        .modelType = "starcoder2",
        .defaults = R"({"vocab_size": 49152, "hidden_size": 3072, "intermediate_size": 12288,
            "num_hidden_layers": 30, "num_attention_heads": 24, "num_key_value_heads": 2,
            "max_position_embeddings": 4096, "norm_epsilon": 1e-5, "bos_token_id": 50256,
            "eos_token_id": 50256, "use_bias": true, "tie_word_embeddings": true,
            "hidden_act": "gelu_pytorch_tanh"})",
        .keys = {{"rms_norm_eps", "norm_epsilon"}, {"query_key_value_bias", "use_bias"},
            {"attention_output_bias", "use_bias"}, {"mlp_bias", "use_bias"}},
        .norm = NormKind::Layer,
        .names = {.mlpGate = "", .mlpUp = "mlp.c_fc", .mlpDown = "mlp.c_proj"},
    },
    Family{
        .modelType = "stablelm",
        .defaults = R"({"vocab_size": 50304, "hidden_size": 2560, "intermediate_size": 6912,
            "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 32,
            "max_position_embeddings": 4096, "layer_norm_eps": 1e-5, "bos_token_id": 0, "eos_token_id": 0,
            "use_qkv_bias": false, "qk_layernorm": false, "use_parallel_residual": false,
            "partial_rotary_factor": 0.25, "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys = {{"rms_norm_eps", "layer_norm_eps"}, {"query_key_value_bias", "use_qkv_bias"}},
        .norm = NormKind::Layer,
        .queryKeyNorm = QueryKeyNorm::EachHead,
        .parallelSharesNorm = true,
        .names = {.queryNorm = "self_attn.q_layernorm.norms.{}",
            .keyNorm = "self_attn.k_layernorm.norms.{}"},
    },
};

} // namespace

std::span<const Family> gptFamilies()
{
    return kFamilies;
}

} // namespace interweave
