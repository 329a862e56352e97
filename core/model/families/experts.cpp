// SPDX-License-Identifier: Apache-2.0
// Mixtures of experts: a router sends each token to a few of a layer's MLPs.
#include "core/model/families.h"

namespace interweave {

namespace {

const std::vector<Family> kFamilies{
    Family{
        .modelType = "mixtral",
        .defaults = R"({"vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 14336,
            "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
            "max_position_embeddings": 131072, "rms_norm_eps": 1e-5, "rope_theta": 1000000.0,
            "bos_token_id": 1, "eos_token_id": 2, "num_local_experts": 8, "num_experts_per_tok": 2,
            "norm_topk_prob": true, "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys
        = {{"num_experts", "num_local_experts"}, {"moe_intermediate_size", "intermediate_size"}},
        .names = {.router = "block_sparse_moe.gate",
            .expert = "block_sparse_moe.experts.{}.",
            .expertGate = "w1",
            .expertUp = "w3",
            .expertDown = "w2"},
    },
    Family{
        .modelType = "qwen3_moe",
        .defaults = R"({"vocab_size": 151936, "hidden_size": 2048, "intermediate_size": 6144,
            "num_hidden_layers": 24, "num_attention_heads": 32, "num_key_value_heads": 4,
            "max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "use_sliding_window": false,
            "sliding_window": 4096, "num_experts": 128, "num_experts_per_tok": 8,
            "moe_intermediate_size": 768, "norm_topk_prob": false, "decoder_sparse_step": 1,
            "tie_word_embeddings": false, "hidden_act": "silu"})",
        .keys = {{"num_experts", "num_local_experts"}, {"query_key_value_bias", "attention_bias"},
            {"attention_output_bias", "attention_bias"}},
        .names = {.queryNorm = "self_attn.q_norm",
            .keyNorm = "self_attn.k_norm",
            .router = "mlp.gate",
            .expert = "mlp.experts.{}.",
            .expertGate = "gate_proj",
            .expertUp = "up_proj",
            .expertDown = "down_proj"},
    },
};

} // namespace

std::span<const Family> expertFamilies()
{
    return kFamilies;
}

} // namespace interweave
