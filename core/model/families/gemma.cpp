// SPDX-License-Identifier: Apache-2.0
// Gemma: norms that store their distance from 1, scaled embeddings, a GELU-gated MLP; Gemma 2 and 3
// norm what each block adds as well.
#include "core/model/families.h"

namespace interweave {

namespace {

const std::vector<ConfigKey> kKeys{{"query_key_value_bias", "attention_bias"},
    {"attention_output_bias", "attention_bias"}, {"hidden_act", "hidden_activation"}};

constexpr std::string_view kCausalOnly = R"({"use_bidirectional_attention": false})";

const std::vector<Family> kFamilies{
    Family{
        .modelType = "gemma",
        .defaults = R"({"vocab_size": 256000, "hidden_size": 3072, "intermediate_size": 24576,
            "num_hidden_layers": 28, "num_attention_heads": 16, "num_key_value_heads": 16, "head_dim": 256,
            "max_position_embeddings": 8192, "rms_norm_eps": 1e-6, "pad_token_id": 0, "eos_token_id": 1,
            "bos_token_id": 2, "tie_word_embeddings": true, "hidden_act": "gelu_pytorch_tanh"})",
        .fixed = kCausalOnly,
        .keys = kKeys,
        .norm = NormKind::RmsOffset,
        .scaledEmbeddings = true,
        .geluIsTanh = true,
        .names = {},
    },
    Family{
        .modelType = "gemma2",
        .defaults = R"({"vocab_size": 256000, "hidden_size": 2304, "intermediate_size": 9216,
            "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
            "max_position_embeddings": 8192, "rms_norm_eps": 1e-6, "pad_token_id": 0, "eos_token_id": 1,
            "bos_token_id": 2, "tie_word_embeddings": true, "hidden_act": "gelu_pytorch_tanh",
            "query_pre_attn_scalar": 256, "sliding_window": 4096, "sliding_window_pattern": 2,
            "final_logit_softcapping": 30.0, "attn_logit_softcapping": 50.0})",
        .fixed = kCausalOnly,
        .keys = kKeys,
        .norm = NormKind::RmsOffset,
        .scaledEmbeddings = true,
        .names = {.attentionPostNorm = "post_attention_layernorm",
            .mlpNorm = "pre_feedforward_layernorm",
            .mlpPostNorm = "post_feedforward_layernorm"},
    },
    Family{
        .modelType = "gemma3_text",
        .defaults = R"({"vocab_size": 262208, "hidden_size": 2304, "intermediate_size": 9216,
            "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
            "max_position_embeddings": 131072, "rms_norm_eps": 1e-6, "pad_token_id": 0, "eos_token_id": 1,
            "bos_token_id": 2, "tie_word_embeddings": true, "hidden_act": "gelu_pytorch_tanh",
            "query_pre_attn_scalar": 256, "sliding_window": 4096, "sliding_window_pattern": 6,
            "rope_theta": 1000000.0, "rope_local_base_freq": 10000.0})",
        .fixed = kCausalOnly,
        .keys = kKeys,
        .norm = NormKind::RmsOffset,
        .scaledEmbeddings = true,
        .names = {.queryNorm = "self_attn.q_norm",
            .keyNorm = "self_attn.k_norm",
            .attentionPostNorm = "post_attention_layernorm",
            .mlpNorm = "pre_feedforward_layernorm",
            .mlpPostNorm = "post_feedforward_layernorm"},
    },
};

} // namespace

std::span<const Family> gemmaFamilies()
{
    return kFamilies;
}

} // namespace interweave
