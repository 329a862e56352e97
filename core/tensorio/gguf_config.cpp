// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_config.h"

#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {

using Json = nlohmann::json;

int64_t vocabularySize(const GgufHyperparameters& values)
{
    const int64_t hidden = values.size("embedding_length");
    const TensorInfo* embedding = values.tensor("token_embd.weight");
    if (!embedding || embedding->shape.size() != 2 || embedding->shape[1] != hidden)
        values.fail(
            "needs a tensor 'token_embd.weight' of [vocabulary, " + std::to_string(hidden) + "]");
    return embedding->shape[0];
}

void addTokenIds(Json& config, const GgufHyperparameters& values, int64_t vocabulary)
{
    const std::pair<const char*, std::string> ids[]
        = {{"bos_token_id", "tokenizer.ggml.bos_token_id"},
            {"eos_token_id", "tokenizer.ggml.eos_token_id"},
            {"pad_token_id", "tokenizer.ggml.padding_token_id"}};
    for (const auto& [name, key] : ids) {
        if (!values.file().find(key))
            continue;
        const auto id = values.file().integer(key);
        if (!id || *id < 0 || *id >= vocabulary)
            values.fail("'" + key + "' must be a token id below " + std::to_string(vocabulary));
        config[name] = *id;
    }
}

} // namespace

Json makeGgufConfig(
    const GgufFile& file, const GgufArchitecture& architecture, const std::string& where)
{
    const GgufHyperparameters values(file, where);
    Json config = architecture.makeConfig(values);
    config["vocab_size"] = vocabularySize(values);
    config["tie_word_embeddings"] = values.tensor("output.weight") == nullptr;
    addTokenIds(config, values, config["vocab_size"]);
    return config;
}

} // namespace interweave
