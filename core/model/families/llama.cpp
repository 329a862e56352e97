// SPDX-License-Identifier: Apache-2.0
// Llama and what changes little of it: RMS norm before each block, rotary positions, a gated MLP.
#include "core/model/families.h"

namespace interweave {

namespace {

const std::vector<ConfigKey> kAttentionBias{
    {"query_key_value_bias", "attention_bias"}, {"attention_output_bias", "attention_bias"}};

// Defaults are those of transformers 5.23's configuration classes: older versions left out every
// value equal to them.
const std::vector<Family> kFamilies{
    Family{
        .modelType = "llama",
        .defaults = R"({"vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 11008,
            "num_hidden_layers": 32, "num_attention_heads": 32, "max_position_embeddings": 2048,
            "rms_norm_eps": 1e-6, "bos_token_id": 1, "eos_token_id": 2, "tie_word_embeddings": false,
            "hidden_act": "silu"})",
        .keys = kAttentionBias,
        .names = {},
    },
    Family{
        .modelType = "mistral",
        .defaults = R"({"vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 14336,
            "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
            "max_position_embeddings": 131072, "rms_norm_eps": 1e-6, "bos_token_id": 1, "eos_token_id": 2,
            "sliding_window": 4096, "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys = {},
        .names = {},
    },
    Family{
        .modelType = "qwen2",
        .defaults = R"({"vocab_size": 151936, "hidden_size": 4096, "intermediate_size": 22016,
            "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 32,
            "max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "use_sliding_window": false,
            "sliding_window": 4096, "max_window_layers": 28, "tie_word_embeddings": false, "hidden_act": "silu",
            "query_key_value_bias": true})",
        .keys = {},
        .names = {},
    },
    Family{
        .modelType = "qwen3",
        .defaults = R"({"vocab_size": 151936, "hidden_size": 4096, "intermediate_size": 22016,
            "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 32, "head_dim": 128,
            "max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "use_sliding_window": false,
            "sliding_window": 4096, "max_window_layers": 28, "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys = kAttentionBias,
        .names = {.queryNorm = "self_attn.q_norm", .keyNorm = "self_attn.k_norm"},
    },
    Family{
        .modelType = "smollm3",
        .defaults = R"({"vocab_size": 128256, "hidden_size": 2048, "intermediate_size": 11008,
            "num_hidden_layers": 36, "num_attention_heads": 16, "num_key_value_heads": 4,
            "max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "rope_theta": 2000000.0,
            "no_rope_layer_interval": 4, "use_sliding_window": false, "pad_token_id": 128004,
            "bos_token_id": 128000, "eos_token_id": 128001, "tie_word_embeddings": true, "hidden_act": "silu"})",
        .keys = kAttentionBias,
        .names = {},
    },
    Family{
        .modelType = "granite",
        .defaults = R"({"vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 11008,
            "num_hidden_layers": 32, "num_attention_heads": 32, "max_position_embeddings": 2048,
            "rms_norm_eps": 1e-6, "bos_token_id": 1, "eos_token_id": 2, "tie_word_embeddings": false,
            "hidden_act": "silu", "embedding_multiplier": 1.0, "logits_scaling": 1.0,
            "residual_multiplier": 1.0, "attention_multiplier": 1.0})",
        .keys = kAttentionBias,
        .names = {},
    },
    Family{
        .modelType = "olmo2",
        .defaults = R"({"vocab_size": 50304, "hidden_size": 4096, "intermediate_size": 11008,
            "num_hidden_layers": 32, "num_attention_heads": 32, "max_position_embeddings": 2048,
            "rms_norm_eps": 1e-5, "pad_token_id": 1, "eos_token_id": 50279, "tie_word_embeddings": false,
            "hidden_act": "silu"})",
        .keys = kAttentionBias,
        .queryKeyNorm = QueryKeyNorm::Width,
        .names = {.attentionNorm = "",
            .queryNorm = "self_attn.q_norm",
            .keyNorm = "self_attn.k_norm",
            .attentionPostNorm = "post_attention_layernorm",
            .mlpNorm = "",
            .mlpPostNorm = "post_feedforward_layernorm"},
    },
    Family{
        .modelType = "internlm2", // defaults of its public reference code
        .defaults = R"({"vocab_size": 103168, "hidden_size": 4096, "intermediate_size": 11008,
            "num_hidden_layers": 32, "num_attention_heads": 32, "max_position_embeddings": 2048,
            "rms_norm_eps": 1e-6, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2,
            "tie_word_embeddings": false, "hidden_act": "silu", "bias": true})",
        .keys = {{"query_key_value_bias", "bias"}, {"attention_output_bias", "bias"}},
        .headOrder = HeadOrder::PerKeyValueHead,
        .names = {.embedding = "model.tok_embeddings",
            .attentionNorm = "attention_norm",
            .queryKeyValue = "attention.wqkv",
            .attentionOutput = "attention.wo",
            .mlpNorm = "ffn_norm",
            .mlpGate = "feed_forward.w1",
            .mlpUp = "feed_forward.w3",
            .mlpDown = "feed_forward.w2",
            .head = "output"},
    },
};

} // namespace

std::span<const Family> llamaFamilies()
{
    return kFamilies;
}

} // namespace interweave
