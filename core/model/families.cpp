// SPDX-License-Identifier: Apache-2.0
#include "core/model/families.h"

#include <array>

namespace interweave {

namespace {

// Defaults are those of transformers 5.23's configuration classes: older versions left out every
// value equal to them.
const std::array kFamilies{
    Family{
        .modelType = "llama",
        .defaults = R"({"vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 11008,
            "num_hidden_layers": 32, "num_attention_heads": 32, "max_position_embeddings": 2048,
            "rms_norm_eps": 1e-6, "bos_token_id": 1, "eos_token_id": 2, "tie_word_embeddings": false,
            "hidden_act": "silu"})",
        .names = {},
    },
    Family{
        .modelType = "mistral",
        .defaults = R"({"vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 14336,
            "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
            "max_position_embeddings": 131072, "rms_norm_eps": 1e-6, "bos_token_id": 1, "eos_token_id": 2,
            "sliding_window": 4096, "tie_word_embeddings": false, "hidden_act": "silu"})",
        .names = {},
    },
    Family{
        .modelType = "qwen2",
        .defaults = R"({"vocab_size": 151936, "hidden_size": 4096, "intermediate_size": 22016,
            "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 32,
            "max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "use_sliding_window": false,
            "sliding_window": 4096, "max_window_layers": 28, "tie_word_embeddings": false, "hidden_act": "silu"})",
        .queryKeyValueBias = true,
        .names = {},
    },
};

} // namespace

const Family* findFamily(std::string_view modelType)
{
    for (const Family& family : kFamilies) {
        if (family.modelType == modelType)
            return &family;
    }
    return nullptr;
}

std::string supportedFamilies()
{
    std::string list;
    for (const Family& family : kFamilies)
        list += (list.empty() ? "" : ", ") + std::string(family.modelType);
    return list;
}

} // namespace interweave
